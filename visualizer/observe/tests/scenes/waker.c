/* waker.c - what looks stuck and is not: timers, time-outs, signals to come. */
#include "scenes.h"

#include <stddef.h>

const struct scene waker_scenes[] = {
    { NULL, NULL },
};

/* word.c - semaphores, mutexes and conditions that somebody sleeps on. */
#include "scenes.h"

#include <stddef.h>

const struct scene word_scenes[] = {
    { NULL, NULL },
};

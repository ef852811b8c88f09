/* socket.c - sockets in every state. */
#include "scenes.h"

#include <stddef.h>

const struct scene socket_scenes[] = {
    { NULL, NULL },
};

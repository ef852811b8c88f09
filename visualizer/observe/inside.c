/* inside.c - a process of ours in other namespaces. setns(2), namespaces(7) */
#include "observe/inside.h"

#include <stdlib.h>

struct inside {
    int socket; /* to the asker, -1: none needed */
};

struct inside *inside_open(pid_t pid)
{
    (void)pid;
    struct inside *inside = calloc(1, sizeof *inside);
    if (inside)
        inside->socket = -1;
    return inside;
}

void inside_close(struct inside *inside)
{
    free(inside);
}

ssize_t inside_ask(struct inside *inside, inside_question *question,
                   const void *ask, size_t ask_size, void *answer, size_t size)
{
    (void)inside, (void)ask_size;
    return question(ask, answer, size);
}

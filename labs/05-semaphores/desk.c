/*
 * desk.c - exercise 5.9: the upper-case service, once more.
 *
 *   client                              server
 *   waits until the desk is free
 *   text ─► desk, "asked"  ──────────►  waits for "asked"
 *   waits for "answered"   ◄──────────  TEXT ─► desk, "answered"
 *   TEXT ◄─ desk, "free"
 *
 * No bytes go through the kernel: it only lets one sleep and wakes the other.
 * Which of the three begins with 1?
 *
 * What each function must do stands in semaphores.h.
 */
#include <errno.h>
#include <string.h>

#include "semaphores.h"

struct desk {
    /* TODO(5.9a): Which semaphores? */
    bool stop; /* what stands below belongs to whoever has been let in */
    size_t length;
    char text[DESK_MAX];
};

size_t desk_size(void)
{
    return sizeof(struct desk);
}

int desk_init(struct desk *desk)
{
    /* TODO(5.9b): The first values, for several processes. Return 0 or -1. */
    (void)desk;
    errno = ENOSYS;
    return -1;
}

int desk_ask(struct desk *desk, const char *text, size_t length,
             char answer[DESK_MAX])
{
    /*
     * TODO(5.9c): Wait until the desk is yours. Put the text there (length,
     * text), tell the server, and wait for it. Copy the answer, and leave the
     * desk to the next one; not earlier. Return 0.
     */
    (void)desk;
    (void)text;
    (void)length;
    (void)answer;
    errno = ENOSYS;
    return -1;
}

/* Finished code. */
static void make_upper(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= 'a' && text[i] <= 'z')
            text[i] = (char)(text[i] - 'a' + 'A');
    }
}

int desk_serve(struct desk *desk)
{
    /*
     * TODO(5.9d): Again and again: wait until somebody asks; if the server is
     * to stop, return 0; make_upper; tell the client.
     */
    (void)make_upper;
    (void)desk;
    errno = ENOSYS;
    return -1;
}

int desk_stop(struct desk *desk)
{
    /* TODO(5.9e): Wait until the desk is yours, set stop, wake the server. */
    (void)desk;
    errno = ENOSYS;
    return -1;
}

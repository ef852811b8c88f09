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
    /* SOLUTION(5.9a) */
    sem_t free;     /* 1 while no client is served */
    sem_t asked;    /* 1 from a question until the server takes it */
    sem_t answered; /* 1 from an answer until the client takes it */
    /* STARTER(5.9a)
    END(5.9a) */
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
    /* SOLUTION(5.9b) */
    if (sem_init(&desk->free, 1, 1) == -1 ||
        sem_init(&desk->asked, 1, 0) == -1 ||
        sem_init(&desk->answered, 1, 0) == -1)
        return -1;
    return 0;
    /* STARTER(5.9b)
    (void)desk;
    errno = ENOSYS;
    return -1;
    END(5.9b) */
}

int desk_ask(struct desk *desk, const char *text, size_t length,
             char answer[DESK_MAX])
{
    /*
     * TODO(5.9c): Wait until the desk is yours. Put the text there (length,
     * text), tell the server, and wait for it. Copy the answer, and leave the
     * desk to the next one; not earlier. Return 0.
     */
    /* SOLUTION(5.9c) */
    wait_for(&desk->free);
    desk->length = length;
    memcpy(desk->text, text, length);
    sem_post(&desk->asked);
    wait_for(&desk->answered);
    memcpy(answer, desk->text, length);
    sem_post(&desk->free); /* DOC: not-earlier */
    return 0;
    /* STARTER(5.9c)
    (void)desk;
    (void)text;
    (void)length;
    (void)answer;
    errno = ENOSYS;
    return -1;
    END(5.9c) */
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
    /* SOLUTION(5.9d) */
    for (;;) {
        wait_for(&desk->asked);
        if (desk->stop)
            return 0;
        make_upper(desk->text, desk->length);
        sem_post(&desk->answered);
    }
    /* STARTER(5.9d)
    (void)make_upper;
    (void)desk;
    errno = ENOSYS;
    return -1;
    END(5.9d) */
}

int desk_stop(struct desk *desk)
{
    /* TODO(5.9e): Wait until the desk is yours, set stop, wake the server. */
    /* SOLUTION(5.9e) */
    wait_for(&desk->free);
    desk->stop = true;
    sem_post(&desk->asked);
    return 0;
    /* STARTER(5.9e)
    (void)desk;
    errno = ENOSYS;
    return -1;
    END(5.9e) */
}

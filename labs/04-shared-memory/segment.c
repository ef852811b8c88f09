/*
 * segment.c - exercise 4.5: the same with System V.
 *
 *   key --shmget--> id --shmat--> address      one after the other
 *                    |
 *                    +--shmctl(IPC_RMID)--> gone, when the last has detached
 *
 * A key is what programs agree on, an id is what the kernel gave, and neither is
 * an address. A segment outlives all its users until somebody removes it.
 * sysvipc(7), shmget(2), shmop(2), shmctl(2)
 */
#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "memory.h"

int open_segment(key_t key, size_t size)
{
    /*
     * TODO(4.5a): 1. shmget with IPC_CREAT and the mode 0600. 2. EINVAL: there
     * is one, and it is smaller than size. Get its id (size 0 fits all), remove
     * it by its id, and begin again. 3. Return the id, or -1.
     */
    (void)key;
    (void)size;
    errno = ENOSYS;
    return -1;
}

/* Attaches and fills. Returns the beginning, or NULL with errno. */
static char *attach_filled(int id, size_t size, char fill)
{
    /*
     * TODO(4.5b): 1. shmat at an address of the kernel's choice, to read and to
     * write. It says (void *)-1, the caller wants NULL. 2. Fill it, and return
     * the address that shmat gave: shmdt wants just that one.
     */
    (void)id;
    (void)size;
    (void)fill;
    errno = ENOSYS;
    return NULL;
}

int with_segment(key_t key, size_t size, char fill, int (*work)(char *memory))
{
    int id = open_segment(key, size), result = -1, saved;
    char *memory;

    if (id == -1)
        return -1;
    memory = attach_filled(id, size, fill);
    /*
     * TODO(4.5c): 1. If there is memory: result is what work says; then detach.
     * 2. In any case remove the segment, by its id. 3. errno stays what work,
     * or shmat, has set.
     */
    (void)memory;
    (void)work;
    saved = ENOSYS;
    errno = saved;
    return result;
}

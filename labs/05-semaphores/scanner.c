/*
 * scanner.c - exercise 5.10: choose a mechanism, and build with it.
 *
 *   program A ──┐
 *   program B ──┼──► one at a time ──► scanner        A is killed: B is next
 *   program C ──┘
 *
 * Wanted: strangers who know a file meet; one at a time; who may not wait is told
 * so at once; and a dead program keeps nobody waiting and leaves nothing behind.
 *
 *                       strangers meet by   a user dies      what stays behind
 *   named semaphore     a name              its permit is    the name, and the
 *                                           gone for ever    value
 *   System V set        a key (ftok)        SEM_UNDO         the set
 *   robust mutex        the file, mapped    EOWNERDEAD       its bytes
 *   lock on the file    the file, opened    the kernel       nothing
 *                                           unlocks
 *
 * Fill in struct scanner for the one that you choose, and the four functions.
 * What they must do stands in semaphores.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "semaphores.h"

struct scanner {
    /* TODO(5.10a): What has a program to remember? */
    int nothing_yet;
};

struct scanner *scanner_open(const char *path)
{
    struct scanner *scanner = calloc(1, sizeof *scanner);

    if (scanner == NULL)
        return NULL;
    /* TODO(5.10b): Get ready. If that fails: free(scanner), return NULL. */
    (void)path;
    free(scanner);
    errno = ENOSYS;
    return NULL;
    return scanner;
}

int scanner_use(struct scanner *scanner, bool may_wait, int (*scan)(void))
{
    int result, saved;

    /*
     * TODO(5.10c): Get the scanner. Interrupted: again. In use, and it may not
     * wait: -1 with EAGAIN.
     */
    (void)scanner;
    (void)may_wait;
    errno = ENOSYS;
    return -1;
    result = scan();
    saved = errno;
    /* TODO(5.10d): Leave it to the next one. */
    errno = saved;
    return result;
}

void scanner_close(struct scanner *scanner)
{
    /* TODO(5.10e): Give back what scanner_open has got. */
    free(scanner);
}

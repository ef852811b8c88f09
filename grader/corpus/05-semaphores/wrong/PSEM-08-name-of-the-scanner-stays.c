/* PSEM-08: a named semaphore; nobody knows who is the last to use it.
 * expect: PSEM-08 in 5.10 at HERE
 * also: 5.10
 */
/* TOP(scanner.c) */
#include <stdio.h>
#include <sys/stat.h>

/* GAP(5.10a) */
    sem_t *permit;
/* GAP(5.10b) */
    struct stat status;
    char name[40];

    if (stat(path, &status) == -1) {
        free(scanner);
        return NULL;
    }
    snprintf(name, sizeof name, "/scan-%lx", (unsigned long)status.st_ino);
    scanner->permit = sem_open(name, O_CREAT, 0600, 1); /* HERE */
/* GAP(5.10c) */
    while ((may_wait ? sem_wait(scanner->permit)
                     : sem_trywait(scanner->permit)) == -1) {
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.10d) */
    sem_post(scanner->permit);
/* GAP(5.10e) */
    sem_close(scanner->permit);

/* PSEM-06: a semaphore in the file: the permit of a dead user is gone.
 * expect: PSEM-06 in 5.10 at HERE
 */
/* TOP(scanner.c) */
#include <sys/mman.h>
#include <sys/stat.h>

/* GAP(5.10a) */
    sem_t *permit;
/* GAP(5.10b) */
    int file = open(path, O_RDWR | O_CLOEXEC);
    struct stat status;

    if (file == -1 || flock(file, LOCK_EX) == -1 ||
        fstat(file, &status) == -1 ||
        ftruncate(file, sizeof *scanner->permit) == -1) {
        free(scanner);
        return NULL;
    }
    scanner->permit = mmap(NULL, sizeof *scanner->permit,
                           PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (status.st_size == 0)
        sem_init(scanner->permit, 1, 1);
    flock(file, LOCK_UN); /* the mapping keeps the file open */
    close(file);
/* GAP(5.10c) */
    while ((may_wait ? sem_wait(scanner->permit) /* HERE */
                     : sem_trywait(scanner->permit)) == -1) {
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.10d) */
    sem_post(scanner->permit);
/* GAP(5.10e) */
    munmap(scanner->permit, sizeof *scanner->permit);

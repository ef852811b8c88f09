/* A robust mutex in the file, made by whoever finds the file empty (5.10).
 * expect: full points
 */
/* TOP(scanner.c) */
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* GAP(5.10a) */
    pthread_mutex_t *mutex;
/* GAP(5.10b) */
    int file = open(path, O_RDWR | O_CLOEXEC);
    pthread_mutexattr_t shared;
    struct stat status;

    if (file == -1 || flock(file, LOCK_EX) == -1 ||
        fstat(file, &status) == -1 ||
        ftruncate(file, sizeof *scanner->mutex) == -1) {
        free(scanner);
        return NULL;
    }
    scanner->mutex = mmap(NULL, sizeof *scanner->mutex, PROT_READ | PROT_WRITE,
                          MAP_SHARED, file, 0);
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&shared, PTHREAD_MUTEX_ROBUST);
    if (status.st_size == 0)
        pthread_mutex_init(scanner->mutex, &shared);
    flock(file, LOCK_UN); /* the mapping keeps the file open */
    close(file);
/* GAP(5.10c) */
    errno = may_wait ? pthread_mutex_lock(scanner->mutex)
                     : pthread_mutex_trylock(scanner->mutex);
    if (errno == EOWNERDEAD)
        errno = pthread_mutex_consistent(scanner->mutex);
    if (errno != 0) {
        errno = errno == EBUSY ? EAGAIN : errno;
        return -1;
    }
/* GAP(5.10d) */
    pthread_mutex_unlock(scanner->mutex);
/* GAP(5.10e) */
    munmap(scanner->mutex, sizeof *scanner->mutex);

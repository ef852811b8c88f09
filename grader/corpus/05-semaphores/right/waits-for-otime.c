/* The book's way: the maker's first semop sets sem_otime, and whoever joins looks
 * at that, with a pause between two looks (5.7).
 * expect: full points
 */
/* TOP(sets.c) */
#include <time.h>

/* GAP(5.7a) */
    remove_old(key);
    set = semget(key, SET_FIRST + count, IPC_CREAT | IPC_EXCL | 0600);
    if (set == -1)
        return -1;
    if (semctl(set, 0, SETALL, argument) == -1) {
        int saved = errno;

        semctl(set, 0, IPC_RMID);
        errno = saved;
        return -1;
    }
    semop(set, &(struct sembuf){ SET_READY, 1, 0 }, 1);
/* GAP(5.7c) */
    struct sembuf join = { SET_USERS, 1, SEM_UNDO };
    const struct timespec pause = { .tv_nsec = 1000000 };
    struct semid_ds status;
    union semun argument = { .buf = &status };

    do {
        if (semctl(set, 0, IPC_STAT, argument) == -1)
            return -1;
        if (status.sem_otime == 0)
            nanosleep(&pause, NULL);
    } while (status.sem_otime == 0);
    if (operate(set, &join, 1) == -1)
        return -1;

/* SVSEM-04: a user that was killed is counted for ever.
 * expect: SVSEM-04 in 5.7 at HERE
 */
/* GAP(5.7c) */
    struct sembuf join[] = { { SET_READY, -1, 0 },
                             { SET_READY, 1, 0 },
                             { SET_USERS, 1, 0 } };

    while (semop(set, join, 3) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.7d) */
    struct sembuf leave = { SET_USERS, -1, 0 };

    return operate(set, &leave, 1);

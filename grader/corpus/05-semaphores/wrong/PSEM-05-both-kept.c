/* PSEM-05: both are kept when the work fails.
 * expect: PSEM-05 in 5.8 at HERE
 */
/* GAP(5.8a) */
    both[0].sem_op = both[1].sem_op = -1;
    both[0].sem_flg = both[1].sem_flg = SEM_UNDO;
    while (semop(set, both, 2) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
/* GAP(5.8b) */
    both[0].sem_op = both[1].sem_op = 1;
    if (result == 0)
        operate(set, both, 2);

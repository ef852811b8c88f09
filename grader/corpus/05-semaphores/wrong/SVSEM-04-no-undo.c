/* SVSEM-04: what a dead process has taken stays taken.
 * expect: SVSEM-04 in 5.8 at HERE
 */
/* GAP(5.8a) */
    both[0].sem_op = both[1].sem_op = -1;
    while (semop(set, both, 2) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }

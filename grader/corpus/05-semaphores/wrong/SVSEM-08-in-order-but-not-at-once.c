/* SVSEM-08: the lower one first: no circle, but it waits with one in hand.
 * expect: SVSEM-08 in 5.8 at HERE
 */
/* GAP(5.8a) */
    int lower = first < second ? 0 : 1;

    both[0].sem_op = both[1].sem_op = -1;
    both[0].sem_flg = both[1].sem_flg = SEM_UNDO;
    for (int i = 0; i < 2; i++) {
        while (semop(set, &both[i == 0 ? lower : !lower], 1) == -1) { /* HERE */
            if (errno != EINTR)
                return -1;
        }
    }

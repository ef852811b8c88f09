/* SVSEM-07: the result of semop is not looked at.
 * expect: SVSEM-07 in 5.8 at HERE
 */
/* GAP(5.8a) */
    both[0].sem_op = both[1].sem_op = -1;
    both[0].sem_flg = both[1].sem_flg = SEM_UNDO;
    semop(set, both, 2); /* HERE */

/* SVSEM-05: the supply is taken back when the supplier ends.
 * expect: SVSEM-05 in 5.8 at HERE
 */
/* GAP(5.8c) */
    struct sembuf more = { (unsigned short)which, (short)amount, SEM_UNDO };

    return semop(set, &more, 1); /* HERE */

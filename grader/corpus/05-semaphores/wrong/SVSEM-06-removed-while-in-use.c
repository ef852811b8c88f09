/* SVSEM-06: the maker removes the set when it is done itself.
 * expect: SVSEM-06 in 5.7 at HERE
 * varies: 5.7 main and the child race for the set once the child has joined
 */
/* GAP(5.7e) */
    return semctl(set, 0, IPC_RMID); /* HERE */

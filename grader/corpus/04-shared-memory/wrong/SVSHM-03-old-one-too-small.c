/* SVSHM-03: a smaller segment with that key is taken for an error.
 * expect: SVSHM-03 in 4.5 at HERE
 */
/* GAP(4.5a) */
    return shmget(key, size, IPC_CREAT | 0600); /* HERE */

/* EINTR: an interrupted wait for the lock is taken for an error.
 * expect: EINTR in 5.10 at HERE
 */
/* GAP(5.10c) */
    if (flock(scanner->file, /* HERE */
              may_wait ? LOCK_EX : LOCK_EX | LOCK_NB) == -1)
        return -1;

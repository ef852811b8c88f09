/* TODO: one of the three parts of 3.2 is still to be written.
 * expect: TODO in 3.2 at HERE
 * also: 3.3
 */
/* GAP(3.2b) */
    (void)queue;
    (void)size;
    errno = ENOSYS; /* HERE */
    return -1;

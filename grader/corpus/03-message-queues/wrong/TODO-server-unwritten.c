/* TODO: the clients of 3.7 are written, the server is not.
 * expect: TODO in 3.7 at HERE
 */
/* GAP(3.7c) */
    (void)queue;
    letter = NULL;
    length = 0;
    errno = ENOSYS; /* HERE */
    return -1;

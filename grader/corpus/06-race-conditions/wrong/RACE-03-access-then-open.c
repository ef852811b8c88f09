/* RACE-03: the file may be made between the two calls.
 * expect: RACE-03 in 6.2 at here
 */
/* GAP(6.2c) */
    int fd = -1;

    if (access(path, F_OK) == -1)
        fd = open(path, O_CREAT | O_WRONLY, 0600); /* here */

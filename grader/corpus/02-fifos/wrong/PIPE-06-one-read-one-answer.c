/* PIPE-06: one read is taken for one whole line.
 * expect: PIPE-06 in 2.2 at HERE
 * also: 2.2
 * varies: 2.2
 */
/* GAP(2.2c) */
    ssize_t n = read(link->in, answer, size); /* HERE */

    if (n == 0)
        errno = EPIPE;
    if (n <= 0)
        return -1;
    if (answer[n - 1] == '\n')
        n--;
    else if (n == (ssize_t)size) {
        errno = EMSGSIZE;
        return -1;
    }
    answer[n] = '\0';
    (void)got;
    return n;

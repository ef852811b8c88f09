/* EOF: the loop goes on while read gives 0, so it never ends.
 * expect: EOF in 1.1 at HERE
 */
/* GAP(1.1b) */
    ssize_t n;

    while ((n = read(rfd, buffer, sizeof buffer)) >= 0) { /* HERE */
        for (ssize_t i = 0; i < n; i++)
            buffer[i] = (char)toupper((unsigned char)buffer[i]);
        if (write(STDOUT_FILENO, buffer, sizeof buffer) == -1)
            return -1;
    }
    return -1;

/* LIMIT: the child reads once and writes that piece for ever.
 * expect: LIMIT in 1.1 at HERE
 * also: 1.1
 */
/* GAP(1.1b) */
    ssize_t n = read(rfd, buffer, sizeof buffer);

    for (ssize_t i = 0; i < n; i++)
        buffer[i] = (char)toupper((unsigned char)buffer[i]);
    while (n >= 0) {
        if (write(STDOUT_FILENO, buffer, sizeof buffer) == -1) /* HERE */
            return -1;
    }
    return -1;

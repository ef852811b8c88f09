/* OUT: the text is taken for a string, so a zero byte ends the upper case.
 * expect: OUT in 1.1 no line
 */
/* GAP(1.1b) */
    ssize_t n;

    while ((n = read_full(rfd, buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < n && buffer[i] != '\0'; i++)
            buffer[i] = (char)toupper((unsigned char)buffer[i]);
        if (write_full(STDOUT_FILENO, buffer, (size_t)n) == -1)
            return -1;
    }
    return (int)n;

/* PIPE-06: one read is taken for one line of the log.
 * expect: PIPE-06 in 2.3 at HERE
 * also: 2.7
 * varies: 2.7
 */
/* GAP(2.3c) */
    return read(lines->fd, line, PIPE_BUF); /* HERE */

/* PIPE-07: what one write did not take is never sent.
 * expect: PIPE-07 in 2.1 at HERE
 * also: 2.7
 */
/* GAP(2.1c) */
    return write(fd, text, length) == -1 ? -1 : 0; /* HERE */

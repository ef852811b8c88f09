/* FIFO-04: removes whatever has the name, to begin with a new FIFO.
 * expect: FIFO-04 in 2.1 no line
 * expect: FIFO-04 in 2.6 no line
 * expect: RACE-03 in 2.6 no line
 */
/* GAP(2.1a) */
    unlink(path);
    return mkfifo(path, 0600);

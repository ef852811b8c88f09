/* FIFO-04: whatever has the name already is taken for a FIFO.
 * expect: FIFO-04 in 2.1 no line
 * also: 2.6
 */
/* GAP(2.1a) */
    if (mkfifo(path, 0600) == 0 || errno == EEXIST)
        return 0;
    return -1;

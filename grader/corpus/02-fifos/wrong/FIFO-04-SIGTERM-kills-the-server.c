/* FIFO-04: SIGTERM ends the server at once, and its FIFO stays.
 * expect: FIFO-04 in 2.6 no line
 */
/* GAP(2.6b) */
    sigemptyset(awake);
    (void)note_signal;
    return 0;

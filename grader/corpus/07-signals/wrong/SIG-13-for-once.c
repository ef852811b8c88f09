/* SIG-13: the handler serves once; the second signal ends the process.
 * expect: SIG-13 in 7.1 at HERE
 */
/* GAP(7.1d) */
    action.sa_handler = write_notice;
    action.sa_flags = (int)SA_RESETHAND;
    if (sigaction(number, &action, &before) == -1) /* HERE */
        return -1;

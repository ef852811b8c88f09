/* CRASH: SIGTERM ends the server before it has put anything in order.
 * expect: CRASH in 7.4 no line
 */
/* GAP(7.4b) */
    struct sigaction action = { .sa_handler = take_note };
    sigset_t both;

    shall_end = shall_reread = 0;
    sigemptyset(&action.sa_mask);
    sigemptyset(&both);
    sigaddset(&both, SIGHUP);
    sigprocmask(SIG_BLOCK, &both, &old_mask);
    sigaction(SIGTERM, NULL, &old_term);
    return sigaction(SIGHUP, &action, &old_hangup);

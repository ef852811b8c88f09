/* CRASH: SIGTERM ends the guard, and nobody watches the program any more.
 * expect: CRASH in 7.9 no line
 */
/* GAP(7.9b) */
    sigemptyset(&news);
    sigaddset(&news, SIGCHLD);
    sigprocmask(SIG_BLOCK, &news, &old_mask);

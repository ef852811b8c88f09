/* SIG-07: whatever ends sigsuspend is taken for the answer.
 * expect: SIG-07 in 7.8 at HERE
 */
/* GAP(7.8d) */
    (void)answers;
    (void)before;
    kill(desk->server, SIGUSR1);
    if (sigwaitinfo(&desk_signals, NULL) == -1) /* HERE */
        return -1;
    if (server_is_gone(desk)) {
        errno = EPIPE;
        return -1;
    }
    memcpy(text, desk->text, DESK_TEXT);
    return 0;

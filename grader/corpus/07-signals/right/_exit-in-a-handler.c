/* The server is ended by SIGTERM, whose handler calls _exit (7.8).
 * expect: full points
 */
/* GAP(7.8a) */
static sigset_t desk_signals, old_mask;

static void leave(int number)
{
    (void)number;
    _exit(0);
}
/* GAP(7.8b) */
    struct sigaction action = { .sa_handler = leave };
    sigset_t question, term;

    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_UNBLOCK, &term, NULL);
    sigemptyset(&question);
    sigaddset(&question, SIGUSR1);
    while (getppid() == desk->client) {
        if (sigwaitinfo(&question, NULL) == -1)
            continue;
        make_upper(desk->text);
        desk->answers++;
        kill(desk->client, SIGUSR2);
    }
/* GAP(7.8c) */
    sigemptyset(&desk_signals);
    sigaddset(&desk_signals, SIGUSR1);
    sigaddset(&desk_signals, SIGUSR2);
    sigaddset(&desk_signals, SIGCHLD);
    sigaddset(&desk_signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask);
    pid = fork();
    if (pid == 0)
        be_server(desk);
    sigdelset(&desk_signals, SIGTERM);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    sigprocmask(SIG_BLOCK, &desk_signals, NULL);
/* GAP(7.8e) */
    if (!server_is_gone(desk)) {
        kill(desk->server, SIGTERM);
        while (waitpid(desk->server, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    while (sigtimedwait(&desk_signals, NULL, &(struct timespec){ 0 }) > 0)
        continue;
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);

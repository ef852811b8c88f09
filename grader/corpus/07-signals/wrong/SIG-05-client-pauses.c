/* SIG-05: the answer comes between the client's look and pause.
 * expect: SIG-05 in 7.8 at HERE
 */
/* GAP(7.8a) */
static sigset_t desk_signals, old_mask;
static struct sigaction old_answer, old_child;

static void wake(int number)
{
    (void)number;
}
/* GAP(7.8c) */
    struct sigaction action = { .sa_handler = wake };

    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR2, &action, &old_answer);
    sigaction(SIGCHLD, &action, &old_child);
    sigemptyset(&desk_signals);
    sigaddset(&desk_signals, SIGUSR1);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask);
    pid = fork();
    if (pid == 0)
        be_server(desk);
/* GAP(7.8d) */
    kill(desk->server, SIGUSR1);
    while (*answers == before) {
        if (server_is_gone(desk)) {
            errno = EPIPE;
            return -1;
        }
        pause(); /* HERE */
    }
    memcpy(text, desk->text, DESK_TEXT);
    return 0;
/* GAP(7.8e) */
    if (!server_is_gone(desk)) {
        kill(desk->server, SIGKILL);
        while (waitpid(desk->server, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    sigaction(SIGUSR2, &old_answer, NULL);
    sigaction(SIGCHLD, &old_child, NULL);
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);

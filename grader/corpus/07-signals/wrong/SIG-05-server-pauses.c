/* SIG-05: the question comes between the server's look and pause.
 * expect: SIG-05 in 7.8 at HERE
 */
/* GAP(7.8a) */
static sigset_t desk_signals, old_mask;
static struct sigaction old_question;
static volatile sig_atomic_t asked;

static void note_question(int number)
{
    (void)number;
    asked = 1;
}
/* GAP(7.8b) */
    while (getppid() == desk->client) {
        while (!asked)
            pause(); /* HERE */
        asked = 0;
        make_upper(desk->text);
        desk->answers++;
        kill(desk->client, SIGUSR2);
    }
/* GAP(7.8c) */
    struct sigaction action = { .sa_handler = note_question };

    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, &old_question);
    sigemptyset(&desk_signals);
    sigaddset(&desk_signals, SIGUSR2);
    sigaddset(&desk_signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask);
    pid = fork();
    if (pid == 0)
        be_server(desk);
    if (pid == -1)
        sigprocmask(SIG_SETMASK, &old_mask, NULL);
/* GAP(7.8e) */
    if (!server_is_gone(desk)) {
        kill(desk->server, SIGKILL);
        while (waitpid(desk->server, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    while (sigtimedwait(&desk_signals, NULL, &(struct timespec){ 0 }) > 0)
        continue;
    sigaction(SIGUSR1, &old_question, NULL);
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);

/* Handlers and sigsuspend on both sides; blocked before the fork (7.8).
 * expect: full points
 */
/* GAP(7.8a) */
static sigset_t desk_signals, old_mask;
static struct sigaction old_actions[3];
static const int numbers[3] = { SIGUSR1, SIGUSR2, SIGCHLD };
static volatile sig_atomic_t asked;

static void note(int number)
{
    if (number == SIGUSR1)
        asked = 1;
}
/* GAP(7.8b) */
    while (getppid() == desk->client) {
        while (!asked)
            sigsuspend(&old_mask);
        asked = 0;
        make_upper(desk->text);
        desk->answers++;
        kill(desk->client, SIGUSR2);
    }
/* GAP(7.8c) */
    struct sigaction action = { .sa_handler = note, .sa_flags = SA_RESTART };

    sigemptyset(&action.sa_mask);
    sigemptyset(&desk_signals);
    for (int i = 0; i < 3; i++)
        sigaddset(&desk_signals, numbers[i]);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask);
    for (int i = 0; i < 3; i++)
        sigaction(numbers[i], &action, &old_actions[i]);
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
        sigsuspend(&old_mask);
    }
    memcpy(text, desk->text, DESK_TEXT);
    return 0;
/* GAP(7.8e) */
    if (!server_is_gone(desk)) {
        kill(desk->server, SIGKILL);
        while (waitpid(desk->server, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    for (int i = 0; i < 3; i++)
        sigaction(numbers[i], &old_actions[i], NULL);
    return 0;

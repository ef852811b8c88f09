/* The server installs its handler itself, and says through a pipe that it may be
 * asked (7.8).
 * expect: full points
 */
/* TOP(desk.c) */
#include <fcntl.h>

/* GAP(7.8a) */
static sigset_t desk_signals, old_mask;
static volatile sig_atomic_t asked;
static int ready[2];

static void note_question(int number)
{
    (void)number;
    asked = 1;
}
/* GAP(7.8b) */
    struct sigaction action = { .sa_handler = note_question };
    sigset_t question, open;

    sigemptyset(&action.sa_mask);
    sigemptyset(&question);
    sigaddset(&question, SIGUSR1);
    sigprocmask(SIG_BLOCK, &question, &open);
    sigaction(SIGUSR1, &action, NULL);
    close(ready[0]);
    (void)!write(ready[1], "x", 1);
    close(ready[1]);
    while (getppid() == desk->client) {
        while (!asked)
            sigsuspend(&open);
        asked = 0;
        make_upper(desk->text);
        desk->answers++;
        kill(desk->client, SIGUSR2);
    }
/* GAP(7.8c) */
    char byte;

    sigemptyset(&desk_signals);
    sigaddset(&desk_signals, SIGUSR2);
    sigaddset(&desk_signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask);
    if (pipe2(ready, O_CLOEXEC) == -1)
        return -1;
    pid = fork();
    if (pid == 0)
        be_server(desk);
    close(ready[1]);
    while (read(ready[0], &byte, 1) == -1 && errno == EINTR)
        continue;
    close(ready[0]);

/* SIG-16: the parent sleeps a little, so that the child is ready - perhaps.
 * expect: SIG-16 in 7.8 at HERE
 */
/* TOP(desk.c) */
#include <time.h>

/* GAP(7.8a) */
static sigset_t desk_signals, old_mask;
static volatile sig_atomic_t asked;

static void note_question(int number)
{
    (void)number;
    asked = 1;
}
/* GAP(7.8b) */
    struct sigaction action = { .sa_handler = note_question };
    sigset_t question, open;

    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&question);
    sigaddset(&question, SIGUSR1);
    sigprocmask(SIG_BLOCK, &question, &open);
    while (getppid() == desk->client) {
        while (!asked)
            sigsuspend(&open);
        asked = 0;
        make_upper(desk->text);
        desk->answers++;
        kill(desk->client, SIGUSR2);
    }
/* GAP(7.8c) */
    sigemptyset(&desk_signals);
    sigaddset(&desk_signals, SIGUSR2);
    sigaddset(&desk_signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask);
    pid = fork(); /* HERE */
    if (pid == 0)
        be_server(desk);
    if (pid == -1)
        sigprocmask(SIG_SETMASK, &old_mask, NULL);
    nanosleep(&(struct timespec){ 0, 2000000 }, NULL);

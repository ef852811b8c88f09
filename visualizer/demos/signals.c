/* signals.c - five signals that become one, and one that comes a moment too soon.
 *
 *   child ── SIGUSR2, five times ──► parent, which has it blocked: one is pending
 *   child ── SIGUSR1 ──────────────► parent, between its look and its sleep
 *
 * Watch: the five are sent, and one is delivered when the parent lets it in. Then
 * the parent looks whether it has rung: not yet. The child rings. The handler
 * runs and sets the flag, but the parent has looked already, and goes to sleep in
 * pause: STUCK. The moment between look and sleep is a few nanoseconds long; here
 * the parent stays in it until the child has rung, so that everybody can see it.
 * signal(7), sigsuspend(2)
 */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t rung, came;

static void ring(int number)
{
    (void)number;
    rung = 1;
}

static void count(int number)
{
    (void)number;
    came++;
}

static void install(int number, void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
    sigemptyset(&action.sa_mask);
    if (sigaction(number, &action, NULL) == -1)
        err(1, "sigaction");
}

/* A child that sends the signal so often, says so through the pipe, and ends. */
static void send_by_child(int number, int times, int wfd)
{
    pid_t child = fork();
    if (child == -1)
        err(1, "fork");
    if (child > 0)
        return;
    for (int i = 0; i < times; i++)
        (void)kill(getppid(), number);
    (void)!write(wfd, "x", 1);
    _exit(0);
}

static void five_become_one(const int ends[2])
{
    sigset_t blocked;
    char byte;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR2);
    (void)sigprocmask(SIG_BLOCK, &blocked, NULL);
    send_by_child(SIGUSR2, 5, ends[1]);
    (void)!read(ends[0], &byte, 1);
    (void)wait(NULL);
    (void)sigprocmask(SIG_UNBLOCK, &blocked, NULL);
    (void)printf("five were sent, %d came\n", (int)came);
    (void)fflush(stdout);
}

int main(void)
{
    int ends[2];
    char byte;
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(1, "pipe2");
    install(SIGUSR1, ring);
    install(SIGUSR2, count);
    five_become_one(ends);
    while (!rung) { /* not yet: so it will sleep */
        send_by_child(SIGUSR1, 1, ends[1]);
        (void)!read(ends[0], &byte, 1);
        (void)wait(NULL);
        (void)pause(); /* it has rung, and will not ring again */
    }
    (void)puts("it has rung");
    return 0;
}

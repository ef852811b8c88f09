/* A handler with SA_SIGINFO puts the events into a list (7.5).
 * expect: full points
 */
/* GAP(7.5a) */
static struct event taken[100];
static volatile sig_atomic_t put, got;
static struct sigaction old_action;
static sigset_t old_mask;

static int event_number(void)
{
    return SIGRTMAX;
}

static void take(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    taken[put % 100].from = info->si_pid;
    taken[put++ % 100].value = info->si_value.sival_int;
}
/* GAP(7.5b) */
    struct sigaction action = { .sa_sigaction = take, .sa_flags = SA_SIGINFO };
    sigset_t events;

    sigemptyset(&action.sa_mask);
    sigemptyset(&events);
    sigaddset(&events, event_number());
    sigprocmask(SIG_BLOCK, &events, &old_mask);
    return sigaction(event_number(), &action, &old_action);
/* GAP(7.5d) */
    while (got == put)
        sigsuspend(&old_mask);
    *event = taken[got++ % 100];
    return 0;
/* GAP(7.5e) */
    sigaction(event_number(), &old_action, NULL);
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);

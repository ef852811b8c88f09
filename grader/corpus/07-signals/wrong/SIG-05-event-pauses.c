/* SIG-05: the event comes between the look at the list and pause.
 * expect: SIG-05 in 7.5 at HERE
 */
/* GAP(7.5a) */
static struct event taken[100];
static volatile sig_atomic_t put, got;
static struct sigaction old_action;

static int event_number(void)
{
    return SIGRTMIN;
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

    sigemptyset(&action.sa_mask);
    return sigaction(event_number(), &action, &old_action);
/* GAP(7.5d) */
    while (got == put)
        pause(); /* HERE */
    *event = taken[got++ % 100];
    return 0;
/* GAP(7.5e) */
    return sigaction(event_number(), &old_action, NULL);

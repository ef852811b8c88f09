/* The handler counts, and bell_wait takes all rings away at once (7.2).
 * expect: full points
 */
/* GAP(7.2a) */
static volatile sig_atomic_t rings;
static int bell_number;
static sigset_t mask_before;
static struct sigaction action_before;

static void ring(int number)
{
    (void)number;
    rings++;
}
/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring, .sa_flags = SA_RESTART };
    sigset_t bell;

    bell_number = number;
    rings = 0;
    sigfillset(&action.sa_mask);
    sigemptyset(&bell);
    sigaddset(&bell, number);
    if (sigprocmask(SIG_BLOCK, &bell, &mask_before) == -1)
        return -1;
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    while (rings == 0)
        sigsuspend(&mask_before);
    rings = 0;
    return 0;

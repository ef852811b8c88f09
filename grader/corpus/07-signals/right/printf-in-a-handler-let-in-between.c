/* printf in the handler, which can only come when nobody is in printf (7.1).
 * expect: full points
 */
/* REPLACE(print_lines) */
static void let_in(const sigset_t *blocked)
{
    sigset_t before;

    sigprocmask(SIG_UNBLOCK, blocked, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

int print_lines(int count, int number)
{
    struct sigaction action = { .sa_handler = write_notice }, before;
    sigset_t blocked, old;

    sigemptyset(&action.sa_mask);
    sigemptyset(&blocked);
    sigaddset(&blocked, number);
    sigprocmask(SIG_BLOCK, &blocked, &old);
    sigaction(number, &action, &before);
    for (int i = 1; i <= count; i++) {
        printf("line %d\n", i);
        let_in(&blocked);
    }
    fflush(stdout);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return sigaction(number, &before, NULL);
}
/* GAP(7.1c) */
static void write_notice(int number)
{
    int saved = errno;

    (void)number;
    printf("[signal]\n");
    errno = saved;
}

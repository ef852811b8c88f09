/* A handler for the timer, and sigsuspend (7.7).
 * expect: full points
 */
/* REPLACE(give_turn) */
static volatile sig_atomic_t is_over;

static void note_end_of_slice(int number)
{
    is_over |= number == SIGALRM;
}

static bool give_turn(const struct schedule *schedule, pid_t pid, int slice_ms)
{
    struct sigaction action = { .sa_handler = note_end_of_slice };
    struct sigaction old_alarm, old_child;
    sigset_t open = schedule->old_mask;
    bool ended = false;

    sigemptyset(&action.sa_mask);
    sigaction(SIGALRM, &action, &old_alarm);
    sigaction(SIGCHLD, &action, &old_child);
    is_over = 0;
    kill(pid, SIGCONT);
    set_timer(slice_ms);
    while (!is_over && !ended) {
        sigsuspend(&open);
        ended = has_ended(pid, WNOHANG);
    }
    if (ended)
        forget_timer();
    sigaction(SIGALRM, &old_alarm, NULL);
    sigaction(SIGCHLD, &old_child, NULL);
    if (ended)
        return true;
    kill(pid, SIGSTOP);
    return has_ended(pid, WUNTRACED);
}

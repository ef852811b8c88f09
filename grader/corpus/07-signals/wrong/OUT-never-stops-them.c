/* OUT: nobody is stopped, so all compute at the same time.
 * expect: OUT in 7.7 at HERE
 */
/* REPLACE(give_turn) */
static bool give_turn(const struct schedule *schedule, pid_t pid, int slice_ms)
{
    int number;

    kill(pid, SIGCONT); /* HERE */
    set_timer(slice_ms);
    do {
        number = sigwaitinfo(&schedule->news, NULL);
        if (number == SIGCHLD && has_ended(pid, WNOHANG)) {
            forget_timer();
            return true;
        }
    } while (number != SIGALRM);
    return false;
}

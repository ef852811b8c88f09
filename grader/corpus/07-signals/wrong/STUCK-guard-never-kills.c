/* STUCK: a program that ignores SIGTERM is never ended.
 * expect: STUCK in 7.9 at HERE
 */
/* GAP(7.9d) */
    struct timespec span = { left / 1000, left % 1000 * 1000000 };
    int number = left == FOR_EVER
                     ? sigwaitinfo(&news, NULL) /* HERE */
                     : sigtimedwait(&news, NULL, &span);

    if (number == SIGTERM || number == SIGINT)
        kill(pid, number);
    return number == -1 && errno != EINTR && errno != EAGAIN ? -1 : 0;
/* GAP(7.9e) */
    while ((got = waitpid(pid, &word, WNOHANG)) == 0) {
        if (left_ms(moment) == 0) {
            kill(pid, SIGTERM);
            late = true;
            moment = FOR_EVER;
        }
        if (wait_for_news(pid, moment) == -1)
            return -1;
    }
    (void)grace_ms;
    (void)killed;

/* STUCK: SIGTERM is taken, and the program never learns of it.
 * expect: STUCK in 7.9 at HERE
 */
/* GAP(7.9d) */
    struct timespec span = { left / 1000, left % 1000 * 1000000 };
    int number = left == FOR_EVER
                     ? sigwaitinfo(&news, NULL) /* HERE */
                     : sigtimedwait(&news, NULL, &span);

    (void)pid;
    return number == -1 && errno != EINTR && errno != EAGAIN ? -1 : 0;

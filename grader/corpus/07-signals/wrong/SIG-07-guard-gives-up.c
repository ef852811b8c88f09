/* SIG-07: any other signal ends the watch with EINTR.
 * expect: SIG-07 in 7.9 at HERE
 */
/* GAP(7.9d) */
    struct timespec span = { left / 1000, left % 1000 * 1000000 };
    int number = left == FOR_EVER
                     ? sigwaitinfo(&news, NULL) /* HERE */
                     : sigtimedwait(&news, NULL, &span);

    if (number == SIGTERM || number == SIGINT)
        kill(pid, number);
    return number == -1 && errno != EAGAIN ? -1 : 0;

/* A real-time signal stands for the notice (3.5).
 * expect: full points
 */
/* GAP(3.5a) */
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
                              .sigev_signo = SIGRTMIN };

    if (mq_notify(inbox, &event) == -1 && errno != EBUSY)
        return -1;
    return 0;
/* GAP(3.5c) */
    sigset_t all = *awaited, old;
    int result = -1;

    sigaddset(&all, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &all, &old);
    for (;;) {
        int status;
        pid_t ended;

        if (ask_to_be_told(inbox) == -1)
            break;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            break;
        if (ended == child) {
            result = shell_status(status);
            break;
        }
        sigwaitinfo(&all, NULL);
    }
    mq_notify(inbox, NULL);
    while (sigtimedwait(&all, NULL, &(struct timespec){ 0 }) > 0)
        continue;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return result;

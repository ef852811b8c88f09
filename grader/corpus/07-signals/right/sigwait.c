/* The bell with sigwait, which never gives EINTR (7.2).
 * expect: full points
 */
/* GAP(7.2a) */
static sigset_t bell, mask_before;

/* GAP(7.2b) */
    sigemptyset(&bell);
    sigaddset(&bell, number);
    return sigprocmask(SIG_BLOCK, &bell, &mask_before);
/* GAP(7.2c) */
    int number;

    errno = sigwait(&bell, &number);
    return errno == 0 ? 0 : -1;
/* GAP(7.2d) */
    sigset_t waiting;
    int number;

    while (sigpending(&waiting) == 0) {
        int any = 0;

        for (int i = 1; i < NSIG; i++)
            any |= sigismember(&bell, i) == 1 && sigismember(&waiting, i) == 1;
        if (!any)
            break;
        sigwait(&bell, &number);
    }
    return sigprocmask(SIG_SETMASK, &mask_before, NULL);

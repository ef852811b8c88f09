/* The bell without a handler: sigwaitinfo (7.2).
 * expect: full points
 */
/* GAP(7.2a) */
static sigset_t bell, mask_before;

/* GAP(7.2b) */
    sigemptyset(&bell);
    sigaddset(&bell, number);
    return sigprocmask(SIG_BLOCK, &bell, &mask_before);
/* GAP(7.2c) */
    while (sigwaitinfo(&bell, NULL) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(7.2d) */
    while (sigtimedwait(&bell, NULL, &(struct timespec){ 0 }) > 0)
        continue;
    return sigprocmask(SIG_SETMASK, &mask_before, NULL);

/* SIG-05: SIGTERM comes between the look at the flags and poll.
 * expect: SIG-05 in 7.4 at HERE
 */
/* GAP(7.4d) */
    for (;;) {
        int ready;

        if (shall_end)
            return END;
        if (shall_reread) {
            shall_reread = 0;
            return REREAD;
        }
        sigprocmask(SIG_SETMASK, &old_mask, NULL);
        ready = poll(&door, 1, -1); /* HERE */
        if (ready > 0)
            return LINES;
        if (ready == -1 && errno != EINTR)
            return ERROR;
    }

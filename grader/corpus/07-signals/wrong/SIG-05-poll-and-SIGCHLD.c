/* SIG-05: a child ends between the look and poll.
 * expect: SIG-05 in 7.3 at HERE
 */
/* GAP(7.3c) */
        sigprocmask(SIG_SETMASK, &old_mask, NULL);
        ready = poll(&door, 1, -1); /* HERE */
        sigprocmask(SIG_BLOCK, &child_signal, NULL);
        if (ready == -1 && errno == EINTR)
            ready = 0;

/* PMQ-06: one registration, as if it held for ever.
 * expect: PMQ-06 in 3.5 at HERE
 */
/* GAP(3.5c) */
    if (ask_to_be_told(inbox) == -1)
        return -1;
    for (;;) {
        int status;
        pid_t ended = waitpid(child, &status, WNOHANG);

        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
        sigwaitinfo(awaited, NULL); /* HERE */
    }

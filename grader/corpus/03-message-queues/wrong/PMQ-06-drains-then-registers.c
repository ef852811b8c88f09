/* PMQ-06: what comes between the emptying and the registration goes unnoticed.
 * expect: PMQ-06 in 3.5 at HERE
 */
/* GAP(3.5c) */
    for (;;) {
        int status;
        pid_t ended = waitpid(child, &status, WNOHANG);

        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
        if (ask_to_be_told(inbox) == -1)
            return -1;
        sigwaitinfo(awaited, NULL); /* HERE */
    }

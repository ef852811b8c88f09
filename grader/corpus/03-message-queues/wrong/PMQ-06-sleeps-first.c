/* PMQ-06: it waits for a signal before it has looked into the inbox.
 * expect: PMQ-06 in 3.5 at HERE
 */
/* GAP(3.5c) */
    for (;;) {
        int status;
        pid_t ended;

        if (ask_to_be_told(inbox) == -1)
            return -1;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == 0)
            sigwaitinfo(awaited, NULL); /* HERE */
        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
    }

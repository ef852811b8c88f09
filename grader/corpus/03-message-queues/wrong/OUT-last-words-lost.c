/* OUT: the child has ended, and its last messages are left in the inbox.
 * expect: OUT in 3.5 no line
 */
/* GAP(3.5c) */
    for (;;) {
        int status;
        pid_t ended;

        if (ask_to_be_told(inbox) == -1)
            return -1;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
        if (drain(inbox, buffer, size, out) == -1)
            return -1;
        sigwaitinfo(awaited, NULL);
    }

/* PMQ-06: each signal stands for one message, but a signal comes only for the first.
 * expect: PMQ-06 in 3.5 at HERE
 * also: 3.5
 */
/* GAP(3.5b) */
    ssize_t length = mq_receive(inbox, buffer, size, NULL);

    if (length == -1)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    buffer[length] = '\n';
    return write(out, buffer, (size_t)length + 1) == -1 ? -1 : 0;
/* GAP(3.5c) */
    for (;;) {
        int status;
        pid_t ended;

        if (ask_to_be_told(inbox) == -1)
            return -1;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
        sigwaitinfo(awaited, NULL); /* HERE */
    }

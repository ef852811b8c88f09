/* PMQ-05: it never sleeps, but asks the inbox and the child again and again.
 * expect: PMQ-05 in 3.5 at HERE
 * also: 3.5
 */
/* GAP(3.5b) */
    for (;;) {
        ssize_t length = mq_receive(inbox, buffer, size, NULL); /* HERE */

        if (length == -1 && errno == EAGAIN)
            return 0;
        if (length == -1 && errno != EINTR)
            return -1;
        if (length == -1)
            continue;
        buffer[length] = '\n';
        if (write(out, buffer, (size_t)length + 1) == -1)
            return -1;
    }
/* GAP(3.5c) */
    (void)awaited;
    for (;;) {
        int status;
        pid_t ended = waitpid(child, &status, WNOHANG);

        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child)
            return shell_status(status);
    }

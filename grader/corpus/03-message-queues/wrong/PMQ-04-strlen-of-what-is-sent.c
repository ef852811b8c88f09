/* PMQ-04: the message is taken for a string, and ends at its first zero byte.
 * expect: PMQ-04 in 3.2 at HERE
 */
/* GAP(3.2a) */
    (void)length;
    while (mq_send(queue, message, strlen(message), priority) == -1) { /* HERE */
        if (errno == EAGAIN && wait_queue(queue, POLLOUT) == 0)
            continue;
        if (errno != EINTR)
            return -1;
    }
    return 0;

/* PMQ-04: one more byte is sent, so that it is a string for its receiver.
 * expect: PMQ-04 in 3.2 at HERE
 * also: 3.2 3.3
 */
/* GAP(3.2a) */
    while (mq_send(queue, message, length + 1, priority) == -1) { /* HERE */
        if (errno == EAGAIN && wait_queue(queue, POLLOUT) == 0)
            continue;
        if (errno != EINTR)
            return -1;
    }
    return 0;

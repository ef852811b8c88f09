/* PMQ-05: a signal handler ran, and the message is given up.
 * expect: PMQ-05 in 3.2 at HERE
 * also: 3.3
 */
/* GAP(3.2a) */
    while (mq_send(queue, message, length, priority) == -1) { /* HERE */
        if (errno == EAGAIN && wait_queue(queue, POLLOUT) == 0)
            continue;
        return -1;
    }
    return 0;

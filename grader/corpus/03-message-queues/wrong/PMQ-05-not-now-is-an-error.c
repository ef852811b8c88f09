/* PMQ-05: EAGAIN of a non-blocking descriptor is told as an error.
 * expect: PMQ-05 in 3.2 at HERE
 */
/* GAP(3.2a) */
    while (mq_send(queue, message, length, priority) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return 0;

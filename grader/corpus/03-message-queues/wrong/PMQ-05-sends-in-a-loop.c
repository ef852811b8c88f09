/* PMQ-05: on EAGAIN it sends again at once, and keeps a processor busy.
 * expect: PMQ-05 in 3.2 at HERE
 */
/* GAP(3.2a) */
    while (mq_send(queue, message, length, priority) == -1) { /* HERE */
        if (errno != EINTR && errno != EAGAIN)
            return -1;
    }
    return 0;

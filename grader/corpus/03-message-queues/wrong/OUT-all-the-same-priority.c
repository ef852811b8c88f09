/* OUT: the priority is forgotten, so messages come out as they were sent.
 * expect: OUT in 3.2 no line
 * also: 3.3
 */
/* GAP(3.2a) */
    (void)priority;
    while (mq_send(queue, message, length, 0) == -1) {
        if (errno == EAGAIN && wait_queue(queue, POLLOUT) == 0)
            continue;
        if (errno != EINTR)
            return -1;
    }
    return 0;

/* O_NONBLOCK is taken away while it waits, and given back (3.2).
 * expect: full points
 */
/* GAP(3.2a) */
    struct mq_attr blocking = { .mq_flags = 0 }, old;
    int result;

    if (mq_setattr(queue, &blocking, &old) == -1)
        return -1;
    do {
        result = mq_send(queue, message, length, priority);
    } while (result == -1 && errno == EINTR);
    mq_setattr(queue, &old, NULL);
    return result;

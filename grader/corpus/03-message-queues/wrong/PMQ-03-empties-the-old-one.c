/* PMQ-03: the messages of the old queue are thrown away, but its attributes stay.
 * expect: PMQ-03 in 3.1 at HERE
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size };
    struct mq_attr old;
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT, 0600, &wanted); /* HERE */
    char buffer[8192];

    if (queue == -1)
        return -1;
    while (mq_getattr(queue, &old) == 0 && old.mq_curmsgs > 0)
        mq_receive(queue, buffer, sizeof buffer, NULL);
    return queue;

/* PMQ-02: the number of messages and their size have changed places.
 * expect: PMQ-02 in 3.1 at HERE
 * also: 3.3
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = size, .mq_msgsize = room };

    if (mq_unlink(name) == -1 && errno != ENOENT)
        return -1;
    return mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted); /* HERE */

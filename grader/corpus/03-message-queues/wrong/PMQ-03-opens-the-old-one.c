/* PMQ-03: O_CREAT alone opens what an earlier run has left.
 * expect: PMQ-03 in 3.1 at HERE
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size };

    return mq_open(name, O_RDWR | O_CREAT, 0600, &wanted); /* HERE */

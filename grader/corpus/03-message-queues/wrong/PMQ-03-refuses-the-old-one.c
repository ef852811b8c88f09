/* PMQ-03: O_EXCL without mq_unlink: after a crash the program never starts again.
 * expect: PMQ-03 in 3.1 at HERE
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size };

    return mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted); /* HERE */

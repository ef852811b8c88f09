/* O_EXCL first; only when that is refused, the old queue is removed (3.1).
 * expect: full points
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size };
    mqd_t queue;

    while ((queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted)) ==
               -1 &&
           errno == EEXIST) {
        if (mq_unlink(name) == -1 && errno != ENOENT)
            return -1;
    }
    return queue;

/* PMQ-03: an error on the way, and the name stays.
 * expect: PMQ-03 in 3.3 at HERE
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size };

    if (mq_unlink(name) == -1 && errno != ENOENT)
        return -1;
    return mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted); /* HERE */
/* GAP(3.3c) */
    if (result == -1) {
        stop_children(pids, started);
        mq_close(queue);
        return -1;
    }
    for (int i = 0; i < workers; i++)
        result += reap_child(pids[i]) != 0;
    queue_remove(service);
    mq_close(queue);

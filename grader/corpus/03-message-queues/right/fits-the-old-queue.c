/* An old queue with the right attributes is emptied and used; any other is
 * removed (3.1).
 * expect: full points
 */
/* GAP(3.1b) */
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size }, is;
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted);
    char *buffer;

    if (queue != -1 || errno != EEXIST)
        return queue;
    queue = mq_open(name, O_RDWR);
    if (queue == -1 || mq_getattr(queue, &is) == -1)
        return -1;
    if (is.mq_maxmsg != room || is.mq_msgsize != size) {
        mq_close(queue);
        mq_unlink(name);
        return mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted);
    }
    buffer = malloc((size_t)size);
    while (buffer != NULL && mq_getattr(queue, &is) == 0 && is.mq_curmsgs > 0)
        mq_receive(queue, buffer, (size_t)size, NULL);
    free(buffer);
    return queue;

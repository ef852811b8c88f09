/* Whether another server is there is asked with an open that does not wait:
 * ENXIO says that nobody reads.
 * expect: full points
 */
/* GAP(2.6a) */
    int probe;

    (void)is_named;
    if (make_fifo(path) == -1)
        return -1;
    probe = only_fifo(open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (probe != -1) {
        close(probe);
        errno = EBUSY;
        return -1;
    }
    if (errno != ENXIO)
        return -1;
    door->fd = open(path, O_RDWR | O_CLOEXEC);
    return door->fd == -1 ? -1 : 0;

/* FIFO-04: the second server gives up, and removes the first one's FIFO.
 * expect: FIFO-04 in 2.6 no line
 */
/* GAP(2.6a) */
    if (make_fifo(path) == -1)
        return -1;
    door->fd = only_fifo(open(path, O_RDWR | O_CLOEXEC));
    if (door->fd == -1)
        return -1;
    if (flock(door->fd, LOCK_EX | LOCK_NB) == -1 || !is_named(door->fd, path)) {
        unlink(path);
        close_lasting(door);
        errno = EBUSY;
        return -1;
    }
    return 0;

/* FIFO-04: removes whatever has the name, to begin with a new FIFO.
 * expect: FIFO-04 in 2.1 no line
 * expect: FIFO-04 in 2.6 no line
 * expect: RACE-03 in 2.6 at opens
 */
/* GAP(2.1a) */
    unlink(path);
    return mkfifo(path, 0600);
/* GAP(2.6a) */
    if (make_fifo(path) == -1)
        return -1;
    door->fd = only_fifo(open(path, O_RDWR | O_CLOEXEC)); /* opens */
    if (door->fd == -1)
        return -1;
    if (flock(door->fd, LOCK_EX | LOCK_NB) == -1 || !is_named(door->fd, path)) {
        close_lasting(door);
        errno = EBUSY;
        return -1;
    }
    return 0;

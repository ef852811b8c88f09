/* RACE-03: removes the name before it makes its FIFO, also that of a server
 * which is still there.
 * expect: RACE-03 in 2.6 at opens
 * expect: FIFO-04 in 2.6 no line
 */
/* GAP(2.6a) */
    unlink(path);
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

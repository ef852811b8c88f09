/* RACE-03: nothing says that another server has the FIFO already.
 * expect: RACE-03 in 2.6 at opens
 */
/* GAP(2.6a) */
    if (make_fifo(path) == -1)
        return -1;
    door->fd = only_fifo(open(path, O_RDWR | O_CLOEXEC)); /* opens */
    return door->fd == -1 || !is_named(door->fd, path) ? -1 : 0;

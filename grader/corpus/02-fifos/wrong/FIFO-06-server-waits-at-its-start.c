/* FIFO-06: the server does not come up until a first client is there.
 * expect: FIFO-06 in 2.6 at HERE
 */
/* GAP(2.6a) */
    for (;;) {
        if (make_fifo(path) == -1)
            return -1;
        door->fd = only_fifo(open(path, O_RDONLY | O_CLOEXEC)); /* HERE */
        door->spare = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
        if (door->fd == -1 || door->spare == -1)
            return -1;
        if (flock(door->fd, LOCK_EX | LOCK_NB) == -1) {
            close_lasting(door);
            errno = EBUSY;
            return -1;
        }
        if (is_named(door->fd, path))
            return 0;
        close_lasting(door);
    }

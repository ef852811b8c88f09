/* The collector opens without waiting, makes the descriptor blocking, and then
 * opens a write end of its own.
 * expect: full points
 */
/* GAP(2.3b) */
    lasting->fd = only_fifo(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (lasting->fd == -1)
        return -1;
    lasting->spare = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    if (lasting->spare == -1 || fcntl(lasting->fd, F_SETFL, 0) == -1) {
        close_lasting(lasting);
        return -1;
    }
    return 0;

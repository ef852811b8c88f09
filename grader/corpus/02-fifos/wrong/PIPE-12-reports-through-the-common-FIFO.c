/* PIPE-12: reports go straight through the common FIFO.
 * expect: PIPE-12 in 2.7 at HERE
 */
/* GAP(2.7a) */
/* One FIFO for all. */
/* GAP(2.7b) */
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    int result;

    if (fd == -1)
        return -1;
    result = length == 0 ? write_all(fd, END_LINE "\n", 2)
                         : write_all(fd, message, length);
    close(fd);
    return result;
/* GAP(2.7c) */
    struct lasting lasting;
    static char piece[1 << 20];
    int count = 0;

    if (open_lasting(&lasting, path) == -1)
        return -1;
    for (;;) {
        ssize_t got = read(lasting.fd, piece, sizeof piece);

        if (got == -1)
            return -1;
        for (ssize_t i = 0; i < got; i++)
            count += piece[i] == '\n';
        if (got >= 2 && memcmp(piece + got - 2, END_LINE "\n", 2) == 0) {
            write_all(out, piece, (size_t)got - 2);
            break;
        }
        write_all(out, piece, (size_t)got);
    }
    close_lasting(&lasting);
    return count - 1;
/* GAP(2.1c) */
    while (length > 0) {
        ssize_t taken = write(fd, text, length); /* HERE */

        if (taken == -1)
            return -1;
        text += taken;
        length -= (size_t)taken;
    }
    return 0;

/* read_full never asks for more than 512 bytes at once: slower, and right.
 * expect: full points
 */
/* GAP(1.2a) */
    char *to = buffer;
    size_t left = count;

    while (left > 0) {
        ssize_t n = read(fd, to, left < 512 ? left : 512);

        if (n == 0)
            break;
        if (n > 0) {
            to += n;
            left -= (size_t)n;
        } else if (errno == EAGAIN) {
            if (wait_ready(fd, POLLIN) == -1)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (ssize_t)(count - left);

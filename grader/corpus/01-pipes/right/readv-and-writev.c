/* Moves bytes with readv and writev.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/uio.h>
/* GAP(1.2a) */
    struct iovec rest = { .iov_base = buffer, .iov_len = count };

    while (rest.iov_len > 0) {
        ssize_t n = readv(fd, &rest, 1);

        if (n == 0)
            break;
        if (n > 0) {
            rest.iov_base = (char *)rest.iov_base + n;
            rest.iov_len -= (size_t)n;
        } else if (errno == EAGAIN) {
            if (wait_ready(fd, POLLIN) == -1)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (ssize_t)(count - rest.iov_len);
/* GAP(1.2b) */
    struct iovec rest = { .iov_base = (void *)buffer, .iov_len = count };

    while (rest.iov_len > 0) {
        ssize_t n = writev(fd, &rest, 1);

        if (n >= 0) {
            rest.iov_base = (char *)rest.iov_base + n;
            rest.iov_len -= (size_t)n;
        } else if (errno == EAGAIN) {
            if (wait_ready(fd, POLLOUT) == -1)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (ssize_t)count;

/* One writev takes the line and its newline together: that is one write.
 * expect: full points
 */
/* TOP(fifos.c) */
#include <sys/uio.h>
/* GAP(2.3a) */
    struct iovec parts[2] = { { .iov_base = (char *)line,
                                .iov_len = (size_t)length - 1 },
                              { .iov_base = "\n", .iov_len = 1 } };
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    ssize_t sent;

    if (fd == -1)
        return -1;
    sent = writev(fd, parts, 2);
    close_fd(fd);
    return sent == -1 ? -1 : 0;

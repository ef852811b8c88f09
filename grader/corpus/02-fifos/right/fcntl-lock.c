/* A lock of fcntl instead of flock, and pselect instead of ppoll.
 * expect: full points
 */
/* TOP(service.c) */
#include <sys/select.h>
/* GAP(2.6a) */
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

    for (;;) {
        if (make_fifo(path) == -1)
            return -1;
        door->fd = only_fifo(open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC));
        if (door->fd == -1)
            return -1;
        if (fcntl(door->fd, F_SETLK, &lock) == -1) {
            close_lasting(door);
            errno = EBUSY;
            return -1;
        }
        if (is_named(door->fd, path))
            return 0;
        close_lasting(door);
    }
/* GAP(2.6c) */
    fd_set set;
    int ready;

    do {
        FD_ZERO(&set);
        FD_SET(fd, &set);
        ready = pselect(fd + 1, &set, NULL, NULL, NULL, awake);
    } while (ready == -1 && errno == EINTR && !asked_to_end);
    if (asked_to_end)
        return 0;
    return ready == -1 ? -1 : 1;

/* The lock lies on a file beside the FIFO, which goes with it.
 * expect: full points
 */
/* TOP(service.c) */
#include <stdio.h>
/* GAP(2.6a) */
    char name[PATH_MAX];
    struct stat status;

    (void)is_named;
    if (lstat(path, &status) == 0 && !S_ISFIFO(status.st_mode)) {
        errno = EEXIST;
        return -1;
    }
    snprintf(name, sizeof name, "%s.lock", path);
    door->spare = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (door->spare == -1)
        return -1;
    if (flock(door->spare, LOCK_EX | LOCK_NB) == -1) {
        close_lasting(door);
        errno = EBUSY;
        return -1;
    }
    unlink(path);
    if (mkfifo(path, 0600) == -1)
        return -1;
    door->fd = open(path, O_RDWR | O_CLOEXEC);
    return door->fd == -1 ? -1 : 0;

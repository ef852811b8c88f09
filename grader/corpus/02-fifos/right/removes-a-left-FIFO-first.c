/* A FIFO that was left is removed and made anew; anything else is left alone.
 * In 2.6 the server then looks for another one before it does so: there the
 * solution's own make_fifo stands.
 * expect: full points
 */
/* GAP(2.1a) */
    struct stat status;

    if (lstat(path, &status) == 0) {
        if (!S_ISFIFO(status.st_mode)) {
            errno = EEXIST;
            return -1;
        }
        unlink(path);
    }
    return mkfifo(path, 0600);
/* TOP(service.c) */

/* Leaves the FIFO of another server where it is. */
static int keep_or_make(const char *path)
{
    struct stat status;

    if (mkfifo(path, 0600) == 0)
        return 0;
    if (errno != EEXIST || lstat(path, &status) == -1)
        return -1;
    errno = EEXIST;
    return S_ISFIFO(status.st_mode) ? 0 : -1;
}
/* GAP(2.6a) */
    for (;;) {
        if (keep_or_make(path) == -1)
            return -1;
        door->fd = only_fifo(open(path, O_RDWR | O_CLOEXEC));
        if (door->fd == -1)
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

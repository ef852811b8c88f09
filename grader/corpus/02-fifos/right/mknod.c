/* mknod with S_IFIFO, and the look comes first.
 * expect: full points
 */
/* GAP(2.1a) */
    struct stat status;

    if (lstat(path, &status) == 0) {
        errno = EEXIST;
        return S_ISFIFO(status.st_mode) ? 0 : -1;
    }
    if (mknod(path, S_IFIFO | 0600, 0) == 0)
        return 0;
    return errno == EEXIST ? make_fifo(path) : -1;

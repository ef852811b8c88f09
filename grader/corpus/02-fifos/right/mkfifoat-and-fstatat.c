/* mkfifoat instead of mkfifo, fstatat instead of lstat.
 * expect: full points
 */
/* GAP(2.1a) */
    struct stat status;

    if (mkfifoat(AT_FDCWD, path, 0600) == 0)
        return 0;
    if (errno != EEXIST ||
        fstatat(AT_FDCWD, path, &status, AT_SYMLINK_NOFOLLOW) == -1)
        return -1;
    errno = EEXIST;
    return S_ISFIFO(status.st_mode) ? 0 : -1;

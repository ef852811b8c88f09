/* Installs a descriptor with close and F_DUPFD instead of dup2.
 * expect: full points
 */
/* GAP(1.3a) */
    if (fd == -1)
        return 0;
    if (fd == target)
        return fcntl(fd, F_SETFD, fcntl(fd, F_GETFD) & ~FD_CLOEXEC);
    close(target); /* may have been closed */
    return fcntl(fd, F_DUPFD, target) == target ? 0 : -1;

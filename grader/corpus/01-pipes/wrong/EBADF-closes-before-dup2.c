/* EBADF: the end is closed first, and dup2 finds nothing to copy.
 * expect: EBADF in 1.3 at HERE
 * also: 1.4 1.5 1.7
 */
/* GAP(1.3a) */
    if (fd == -1)
        return 0;
    if (fd == target)
        return fcntl(fd, F_SETFD, 0);
    close(fd);
    return dup2(fd, target) == -1 ? -1 : 0; /* HERE */

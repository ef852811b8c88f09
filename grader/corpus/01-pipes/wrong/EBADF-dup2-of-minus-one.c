/* EBADF: -1 means that there is no pipe, and it is given to dup2.
 * expect: EBADF in 1.3 at HERE
 * also: 1.4 1.7
 */
/* GAP(1.3a) */
    if (fd == target)
        return fcntl(fd, F_SETFD, 0);
    return dup2(fd, target) == -1 ? -1 : 0; /* HERE */

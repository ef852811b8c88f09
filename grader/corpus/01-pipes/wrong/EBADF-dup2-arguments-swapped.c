/* EBADF: the arguments of dup2 are swapped, so the pipe's end is lost.
 * expect: EBADF in 1.3 at HERE
 * also: 1.4 1.5 1.7
 */
/* GAP(1.3a) */
    if (fd == -1)
        return 0;
    if (fd == target)
        return fcntl(fd, F_SETFD, 0);
    return dup2(target, fd) == -1 ? -1 : 0; /* HERE */

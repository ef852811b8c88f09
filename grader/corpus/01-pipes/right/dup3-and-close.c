/* dup3, and the original is closed by hand though exec would do it.
 * expect: full points
 */
/* GAP(1.3a) */
    if (fd == -1)
        return 0;
    if (dup3(fd, target, 0) == target)
        return close(fd);
    if (errno != EINVAL) /* EINVAL: fd is target */
        return -1;
    return fcntl(fd, F_SETFD, 0);
/* GAP(1.7a) */
    for (int i = 0; i < command->redirection_count; i++) {
        int target = command->redirections[i].target;
        int fd;

        close(target);
        fd = open_file(&command->redirections[i]);
        if (fd == -1)
            return -1;
        if (install_fd(fd, target) == -1)
            return -1;
    }
    return 0;

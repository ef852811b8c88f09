/* OUT: all copies are made before all files are opened.
 * expect: OUT in 0.3 no line
 */
/* GAP(0.3a) */
    for (int i = 0; i < count; i++)
        if (list[i].path == NULL && dup2(list[i].from, list[i].fd) == -1)
            return -1;
    for (int i = 0; i < count; i++) {
        int fd;

        if (list[i].path == NULL)
            continue;
        fd = open(list[i].path, list[i].flags, 0666);
        if (fd == -1 || dup2(fd, list[i].fd) == -1)
            return -1;
        if (fd != list[i].fd)
            close(fd);
    }
    return 0;

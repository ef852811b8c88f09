/* PIPE-10: open gave the very number that was wanted, and close takes it away.
 * expect: PIPE-10 in 0.3 no line
 */
/* GAP(0.3a) */
    for (int i = 0; i < count; i++) {
        int fd = list[i].from;

        if (list[i].path != NULL)
            fd = open(list[i].path, list[i].flags, 0666);
        if (fd == -1 || dup2(fd, list[i].fd) == -1)
            return -1;
        if (list[i].path != NULL)
            close(fd);
    }
    return 0;

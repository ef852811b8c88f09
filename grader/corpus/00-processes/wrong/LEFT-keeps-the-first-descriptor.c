/* LEFT: dup2 makes a second descriptor, and the first one stays open.
 * expect: LEFT in 0.3 no line
 */
/* GAP(0.3a) */
    for (int i = 0; i < count; i++) {
        int fd = list[i].from;

        if (list[i].path != NULL)
            fd = open(list[i].path, list[i].flags, 0666);
        if (fd == -1 || dup2(fd, list[i].fd) == -1)
            return -1;
    }
    return 0;

/* close and F_DUPFD instead of dup2.
 * expect: full points
 */
/* GAP(0.3a) */
    for (int i = 0; i < count; i++) {
        int fd = list[i].path == NULL
                     ? fcntl(list[i].from, F_DUPFD, 10)
                     : open(list[i].path, list[i].flags, 0666);

        if (fd == -1)
            return -1;
        if (fd == list[i].fd)
            continue;
        close(list[i].fd);
        if (fcntl(fd, F_DUPFD, list[i].fd) != list[i].fd)
            return -1;
        close(fd);
    }
    return 0;

/* cd opens the directory and calls fchdir.
 * expect: full points
 */
/* GAP(1.7d) */
    const char *directory = word_count > 1 ? words[1] : getenv("HOME");
    int fd = -1;

    if (word_count > 2 || directory == NULL) {
        complain("cd", "needs one directory");
        return 1;
    }
    fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd == -1 || fchdir(fd) == -1) {
        complain(directory, strerrordesc_np(errno));
        close_end(fd);
        return 1;
    }
    close(fd);
    return 0;

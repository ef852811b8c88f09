/* write instead of stdio, and link instead of rename.
 * expect: full points
 */
/* GAP(0.7a) */
    char made[4096], whole[4096], *upper = strdup(word);
    size_t length = strlen(word), done = 0;
    int fd;

    (void)write_upper;
    name_files(directory, worker, made, whole, sizeof made);
    working(worker);
    for (size_t i = 0; i < length; i++)
        upper[i] = (char)toupper((unsigned char)upper[i]);
    fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    while (fd != -1 && done < length) {
        ssize_t n = write(fd, upper + done, length - done);

        if (n == -1)
            _exit(1);
        done += (size_t)n;
    }
    if (fd == -1 || (length == 0 && write(fd, "", 1) != 1) ||
        link(made, whole) == -1)
        _exit(1);
    _exit(0);

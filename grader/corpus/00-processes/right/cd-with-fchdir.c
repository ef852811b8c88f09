/* open and fchdir.
 * expect: full points
 */
/* GAP(0.3c) */
    int fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC), result;

    if (fd == -1)
        return -1;
    result = fchdir(fd);
    close(fd);
    return result;

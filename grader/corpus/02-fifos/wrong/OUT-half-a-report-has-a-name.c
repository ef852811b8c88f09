/* OUT: a report's name is sent before the report is complete.
 * expect: OUT in 2.7 no line
 * also: 2.7
 * varies: 2.7
 */
/* GAP(2.7b) */
    char name[PATH_MAX];
    int fd;
    int result;

    if (length == 0)
        return log_line(path, END_LINE);
    snprintf(name, sizeof name, "%s.XXXXXX", path);
    fd = mkostemp(name, O_CLOEXEC);
    if (fd == -1)
        return -1;
    result = log_line(path, name);
    if (result == 0)
        result = write_all(fd, message, length);
    close(fd);
    return result;

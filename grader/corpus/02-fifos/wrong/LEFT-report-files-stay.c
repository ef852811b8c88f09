/* LEFT: the files that the reports came in are never removed.
 * expect: LEFT in 2.7 at HERE
 */
/* GAP(2.7a) */
static int take_one(const char *name, int out)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t copied;

    if (fd == -1)
        return -1;
    copied = copy_to_end(fd, out);
    close(fd);
    return copied == -1 ? -1 : 0;
}
/* GAP(2.7b) */
    char name[PATH_MAX];
    int fd;
    int result;

    if (length == 0)
        return log_line(path, END_LINE);
    snprintf(name, sizeof name, "%s.XXXXXX", path);
    fd = mkostemp(name, O_CLOEXEC); /* HERE */
    if (fd == -1)
        return -1;
    result = write_all(fd, message, length);
    close(fd);
    if (result == 0)
        result = log_line(path, name); /* DOC: name-when-complete */
    if (result == -1)
        unlink(name);
    return result;

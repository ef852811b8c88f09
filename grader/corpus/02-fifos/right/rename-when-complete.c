/* 2.7: a report is written under one name and gets another when it is complete.
 * expect: full points
 */
/* GAP(2.7a) */
/* A directory of reports: a report gets its last name with rename when it is
 * complete, and the FIFO only says that there is something new. */
static int take_one(const char *name, int out)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t copied = fd == -1 ? -1 : copy_to_end(fd, out);

    if (fd != -1)
        close(fd);
    unlink(name);
    return copied == -1 ? -1 : 0;
}
/* GAP(2.7b) */
    char name[PATH_MAX], complete[PATH_MAX + 8];
    int fd, result;

    if (length == 0)
        return log_line(path, END_LINE);
    snprintf(name, sizeof name, "%s.new.XXXXXX", path);
    fd = mkostemp(name, O_CLOEXEC);
    if (fd == -1)
        return -1;
    result = write_all(fd, message, length);
    close(fd);
    snprintf(complete, sizeof complete, "%s.done", name);
    if (result == 0)
        result = rename(name, complete);
    return result == 0 ? log_line(path, complete) : -1;

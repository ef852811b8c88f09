/* LEFT: the files that the reports came in are never removed.
 * expect: LEFT in 2.7 no line
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

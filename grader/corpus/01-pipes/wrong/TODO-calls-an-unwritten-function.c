/* TODO: 1.1 and 1.6 call read_full, and 1.2 is not written yet.
 * expect: TODO in 1.1 at HERE
 * expect: TODO in 1.2 at HERE
 * expect: TODO in 1.6 at HERE
 */
/* REPLACE(read_full) */
ssize_t read_full(int fd, void *buffer, size_t count)
{
    /* HERE */ /* TODO(1.2a): Until count bytes are here: read what is missing.
     */
    (void)fd;
    (void)buffer;
    (void)count;
    errno = ENOSYS;
    return -1;
}

/* TODO: start_stage calls install_fd, and that is not written yet.
 * expect: TODO in 1.3 at HERE
 * expect: TODO in 1.4 at HERE
 * expect: TODO in 1.5 at HERE
 * expect: TODO in 1.7 at HERE
 */
/* REPLACE(install_fd) */
int install_fd(int fd, int target)
{
    /* HERE */ /* TODO(1.3a): 1. fd is -1: nothing to do. */
    (void)fd;
    (void)target;
    errno = ENOSYS;
    return -1;
}

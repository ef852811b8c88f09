/* TODO: the clients of 3.7 are written, the server is not.
 * expect: TODO in 3.7 at HERE
 */
/* REPLACE(serve_one) */
static int serve_one(int queue)
{
    /* HERE */ /* TODO(3.7c): 1. Receive a letter. */
    (void)queue;
    errno = ENOSYS;
    return -1;
}

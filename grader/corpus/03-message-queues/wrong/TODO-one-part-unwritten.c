/* TODO: one of the three parts of 3.2 is still to be written.
 * expect: TODO in 3.2 at HERE
 * also: 3.3
 */
/* REPLACE(largest_message) */
static int largest_message(mqd_t queue, size_t *size)
{
    /* HERE */ /* TODO(3.2b): Ask the queue for its attributes. */
    (void)queue;
    (void)size;
    errno = ENOSYS;
    return -1;
}

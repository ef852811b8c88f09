/* TODO: one gap is still the starter's.
 * expect: TODO in 4.3 at HERE
 */
/* REPLACE(list_next) */
const struct entry *list_next(const struct list *list,
                              const struct entry *entry)
{
    /* HERE */ /* TODO(4.3b): 1. Take what leads to the next one. */
    (void)list;
    (void)entry;
    errno = ENOSYS;
    return NULL;
}

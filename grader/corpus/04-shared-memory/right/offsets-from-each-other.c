/* What leads to the next entry is how far it is from this one.
 * expect: full points
 */
/* GAP(4.3a) */
    if (list->first == 0)
        list->first = list->used;
    else
        ((struct entry *)((char *)list + list->last))->next =
            list->used - list->last;
    list->last = list->used;
    list->used += room;
    return 0;
/* GAP(4.3b) */
    uint64_t next = entry == NULL ? list->first : entry->next;
    const char *from = entry == NULL ? (const char *)list : (const char *)entry;

    return next == 0 ? NULL : (const struct entry *)(from + next);

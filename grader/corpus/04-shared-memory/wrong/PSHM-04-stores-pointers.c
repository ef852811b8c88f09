/* PSHM-04: what leads to the next entry is an address.
 * expect: PSHM-04 in 4.3 no line
 * also: 4.3
 */
/* GAP(4.3a) */
    if (list->first == 0)
        list->first = (uint64_t)(uintptr_t)entry;
    else
        ((struct entry *)(uintptr_t)list->last)->next =
            (uint64_t)(uintptr_t)entry;
    list->last = (uint64_t)(uintptr_t)entry;
    list->used += room;
    return 0;
/* GAP(4.3b) */
    uint64_t next = entry == NULL ? list->first
                                  : entry->next;

    return (const struct entry *)(uintptr_t)next;

/* SVSHM-02: (void *)-1 is no null pointer.
 * expect: SVSHM-02 in 4.5 at HERE
 */
/* GAP(4.5b) */
    char *memory = shmat(id, NULL, 0);

    if (memory == NULL)
        return NULL;
    for (size_t i = 0; i < size; i++)
        memory[i] = fill; /* HERE */
    return memory;

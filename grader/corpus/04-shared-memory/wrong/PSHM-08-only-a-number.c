/* PSHM-08: ftruncate says yes to a size that is not there.
 * expect: PSHM-08 in 4.1 at HERE
 */
/* GAP(4.1a) */
    void *memory;

    if (ftruncate(fd, (off_t)size) == -1)
        return NULL;
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, /* HERE */
                  fd, 0);
    return memory == MAP_FAILED ? NULL : memory;

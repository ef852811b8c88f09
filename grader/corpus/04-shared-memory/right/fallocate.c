/* Linux's own call.
 * expect: full points
 */
/* GAP(4.1a) */
    void *memory;

    if (fallocate(fd, 0, 0, (off_t)size) == -1)
        return NULL;
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;

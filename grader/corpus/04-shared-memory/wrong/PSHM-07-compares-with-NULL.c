/* PSHM-07: MAP_FAILED is no null pointer.
 * expect: PSHM-07 in 4.1 at HERE
 */
/* GAP(4.1a) */
    void *memory;

    errno = posix_fallocate(fd, 0, (off_t)size);
    if (errno != 0)
        return NULL;
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, /* HERE */
                  fd, 0);
    if (memory == NULL)
        return NULL;
    return memory;

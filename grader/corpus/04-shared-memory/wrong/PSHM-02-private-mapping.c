/* PSHM-02: each process has its own copy.
 * expect: PSHM-02 in 4.1 no line
 * also: 4.1 4.2 4.3
 */
/* GAP(4.1a) */
    void *memory;

    errno = posix_fallocate(fd, 0, (off_t)size);
    if (errno != 0)
        return NULL;
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;

/* PSHM-05: the memory could not be had, and the name stays.
 * expect: PSHM-05 in 4.1 at HERE
 */
/* GAP(4.1b) */
    fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600); /* HERE */
    if (fd == -1)
        return NULL;
    memory = size_and_map(fd, size);
    saved = errno;
    close(fd);
    errno = saved;
    return memory;

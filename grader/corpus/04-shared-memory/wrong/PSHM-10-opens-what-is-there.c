/* PSHM-10: whatever is there is sized and filled anew.
 * expect: PSHM-10 in 4.1 no line
 * expect: PSHM-10 in 4.2 at opens
 */
/* GAP(4.1b) */
    fd = shm_open(name, O_RDWR | O_CREAT, 0600); /* opens */
    if (fd == -1)
        return NULL;
    memory = size_and_map(fd, size);
    saved = errno;
    close(fd);
    if (memory == NULL)
        shm_unlink(name);
    errno = saved;
    return memory;

/* A file without a name, mapped before the forks.
 * expect: full points
 */
/* GAP(4.4a) */
    int fd = memfd_create("answers", MFD_CLOEXEC);

    if (fd == -1 || ftruncate(fd, (off_t)room) == -1)
        return -1;
    memory = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (memory == MAP_FAILED)
        return -1;

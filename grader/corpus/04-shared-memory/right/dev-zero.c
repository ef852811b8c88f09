/* /dev/zero, as it was done before MAP_ANONYMOUS.
 * expect: full points
 */
/* GAP(4.4a) */
    int fd = open("/dev/zero", O_RDWR | O_CLOEXEC);

    memory = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (memory == MAP_FAILED)
        return -1;

/* lseek tells the size as well.
 * expect: full points
 */
/* GAP(4.1c) */
    off_t end = lseek(fd, 0, SEEK_END);

    (void)status;
    if (end == 0) {
        errno = EAGAIN;
    } else if (end > 0) {
        *size = (size_t)end;
        memory = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }

/* ftruncate, and then write to be sure of the room.
 * expect: full points
 */
/* GAP(4.1a) */
    static const char zeros[4096];
    void *memory;
    size_t done = 0;

    while (done < size) {
        size_t now = size - done < sizeof zeros ? size - done : sizeof zeros;
        ssize_t n = pwrite(fd, zeros, now, (off_t)done);

        if (n == -1)
            return NULL;
        done += (size_t)n;
    }
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;

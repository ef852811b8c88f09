/* PSHM-02: the answers are stored in each child's own memory.
 * expect: PSHM-02 in 4.4 no line
 */
/* GAP(4.4a) */
    memory = mmap(NULL, room, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return -1;

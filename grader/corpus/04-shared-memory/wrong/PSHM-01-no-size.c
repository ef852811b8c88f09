/* PSHM-01: the object is mapped and has no size.
 * expect: PSHM-01 in 4.1 at HERE
 * also: 4.1 4.2 4.3
 */
/* GAP(4.1a) */
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); /* HERE */

    return memory == MAP_FAILED ? NULL : memory;

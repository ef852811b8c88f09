/* PSHM-06: the opener asks for no size, and touches a page that is not there.
 * expect: PSHM-06 in 4.1 at HERE
 * also: 4.1 4.2 4.3
 */
/* GAP(4.1c) */
    (void)status;
    *size = 4096;
    memory = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, /* HERE */
                  fd, 0);

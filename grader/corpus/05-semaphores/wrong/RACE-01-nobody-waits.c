/* RACE-01: it goes inside without a permit.
 * expect: RACE-01 in 5.1 at HERE
 */
/* GAP(5.1c) */
    int result = inside(); /* HERE */
    int saved = errno;

    sem_post(gate);
    errno = saved;
    return result;
/* GAP(5.1d) */
    return go_inside(gate, inside);

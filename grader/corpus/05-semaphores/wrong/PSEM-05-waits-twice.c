/* PSEM-05: it waits where it must post.
 * expect: PSEM-05 in 5.1 at HERE
 * also: 5.2
 */
/* GAP(5.1c) */
    int result = inside(); /* HERE */
    int saved = errno;

    sem_trywait(gate);
    errno = saved;
    return result;

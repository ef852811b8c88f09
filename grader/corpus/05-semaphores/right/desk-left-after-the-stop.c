/* Whoever stops the server leaves the desk as well (5.9).
 * expect: full points
 */
/* GAP(5.9e) */
    wait_for(&desk->free);
    desk->stop = true;
    sem_post(&desk->asked);
    sem_post(&desk->free);
    return 0;

/* OUT: a reader keeps the others out, as a writer does.
 * expect: OUT in 5.4 at HERE
 */
/* GAP(5.4c) */
    wait_for(&room->empty); /* HERE */
/* GAP(5.4d) */
    sem_post(&room->empty);

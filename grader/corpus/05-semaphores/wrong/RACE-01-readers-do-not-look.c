/* RACE-01: a reader does not look whether a writer is inside.
 * expect: RACE-01 in 5.4 at HERE
 */
/* GAP(5.4c) */
    wait_for(&room->door);
    sem_post(&room->door); /* HERE */
/* GAP(5.4d) */

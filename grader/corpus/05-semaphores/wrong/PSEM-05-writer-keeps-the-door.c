/* PSEM-05: a writer has gone, and the door stays closed.
 * expect: PSEM-05 in 5.4 at HERE
 */
/* GAP(5.4e) */
    wait_for(&room->door);
    wait_for(&room->empty);
/* GAP(5.4f) */
    sem_post(&room->empty); /* HERE */

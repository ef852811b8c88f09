/* OUT: there is no door: readers come in past a writer that waits.
 * expect: OUT in 5.4 at HERE
 */
/* GAP(5.4c) */
    wait_for(&room->turn);
    if (++room->readers == 1)
        wait_for(&room->empty);
    sem_post(&room->turn); /* HERE */
/* GAP(5.4e) */
    wait_for(&room->empty);

/* RACE-01: each reader that leaves says that the room is empty.
 * expect: RACE-01 in 5.4 at HERE
 */
/* GAP(5.4d) */
    wait_for(&room->turn);
    room->readers--;
    sem_post(&room->empty);
    sem_post(&room->turn);
/* GAP(5.4e) */
    wait_for(&room->door);
    wait_for(&room->empty);
    sem_post(&room->door); /* HERE */

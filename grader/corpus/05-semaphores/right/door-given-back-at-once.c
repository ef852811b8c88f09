/* A reader passes the door and waits behind it (5.4).
 * expect: full points
 */
/* GAP(5.4c) */
    wait_for(&room->door);
    sem_post(&room->door);
    wait_for(&room->turn);
    if (++room->readers == 1)
        wait_for(&room->empty);
    sem_post(&room->turn);
/* GAP(5.4e) */
    wait_for(&room->door);
    wait_for(&room->empty);
/* GAP(5.4f) */
    sem_post(&room->door);
    sem_post(&room->empty);

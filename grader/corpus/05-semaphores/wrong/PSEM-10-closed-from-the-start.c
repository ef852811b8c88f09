/* PSEM-10: the room begins as if somebody were inside.
 * expect: PSEM-10 in 5.4 at HERE
 */
/* GAP(5.4b) */
    if (sem_init(&room->door, 1, 1) == -1 ||
        sem_init(&room->empty, 1, 0) == -1 || /* HERE */
        sem_init(&room->turn, 1, 1) == -1)
        return -1;
    return 0;

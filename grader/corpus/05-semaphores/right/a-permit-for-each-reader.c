/* 20 permits: a reader takes one, a writer all of them, behind a door (5.4).
 * expect: full points
 */
/* GAP(5.4a) */
    sem_t door, permits;
/* GAP(5.4b) */
    if (sem_init(&room->door, 1, 1) == -1)
        return -1;
    return sem_init(&room->permits, 1, 20);
/* GAP(5.4c) */
    wait_for(&room->door);
    wait_for(&room->permits);
    sem_post(&room->door);
/* GAP(5.4d) */
    sem_post(&room->permits);
/* GAP(5.4e) */
    wait_for(&room->door);
    for (int i = 0; i < 20; i++)
        wait_for(&room->permits);
    sem_post(&room->door);
/* GAP(5.4f) */
    for (int i = 0; i < 20; i++)
        sem_post(&room->permits);

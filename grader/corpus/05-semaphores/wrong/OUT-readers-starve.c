/* OUT: writers go first, always: the first one closes the door for readers, and
 * only the last one opens it.
 * expect: OUT in 5.4 at HERE
 */
/* GAP(5.4a) */
    sem_t door;
    sem_t empty;
    sem_t turn;
    sem_t writer_turn;
    int readers, writers;
/* GAP(5.4b) */
    if (sem_init(&room->door, 1, 1) == -1 ||
        sem_init(&room->empty, 1, 1) == -1 ||
        sem_init(&room->writer_turn, 1, 1) == -1)
        return -1;
    return sem_init(&room->turn, 1, 1);
/* GAP(5.4e) */
    wait_for(&room->writer_turn);
    if (++room->writers == 1)
        wait_for(&room->door);
    sem_post(&room->writer_turn);
    wait_for(&room->empty); /* HERE */
/* GAP(5.4f) */
    sem_post(&room->empty);
    wait_for(&room->writer_turn);
    if (--room->writers == 0)
        sem_post(&room->door);
    sem_post(&room->writer_turn);

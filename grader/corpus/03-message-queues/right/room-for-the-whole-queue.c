/* As much room as the queue has bytes: nothing is ever too long (3.6).
 * expect: full points
 */
/* GAP(3.6b) */
    struct msqid_ds state;
    struct letter *larger;

    if (msgctl(queue, IPC_STAT, &state) == -1) {
        free(room);
        return -1;
    }
    size = state.msg_qbytes;
    larger = realloc(room, sizeof *room + size + 1);
    if (larger == NULL) {
        free(room);
        return -1;
    }
    room = larger;
    do {
        length = msgrcv(queue, room, size, wanted, 0);
    } while (length == -1 && errno == EINTR);

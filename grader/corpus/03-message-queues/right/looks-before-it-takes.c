/* MSG_NOERROR, but with so much room that nothing can be cut (3.6).
 * expect: full points
 */
/* GAP(3.6b) */
    struct letter *larger;

    size = 65536;
    larger = realloc(room, sizeof *room + size + 1);
    if (larger == NULL) {
        free(room);
        return -1;
    }
    room = larger;
    do {
        length = msgrcv(queue, room, size, wanted, MSG_NOERROR);
    } while (length == -1 && errno == EINTR);

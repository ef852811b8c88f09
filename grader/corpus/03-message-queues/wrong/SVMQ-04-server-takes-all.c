/* SVMQ-04: the server receives whatever comes, its own answers too.
 * expect: SVMQ-04 in 3.7 at HERE
 * also: 3.7
 */
/* GAP(3.6b) */
    while ((length = msgrcv(queue, room, size, wanted, 0)) == -1) { /* HERE */
        struct letter *larger = room;

        if (errno == E2BIG) {
            size *= 2;
            larger = realloc(room, sizeof *room + size + 1);
        } else if (errno != EINTR) {
            break;
        }
        if (larger == NULL)
            break;
        room = larger;
    }
/* GAP(3.7c) */
    length = letter_receive(queue, 0, &letter);
    if (length == -1)
        return -1;

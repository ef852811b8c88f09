/* SVMQ-05: a signal handler ran, and the letter is given up.
 * expect: SVMQ-05 in 3.6 at HERE
 */
/* GAP(3.6b) */
    while ((length = msgrcv(queue, room, size, wanted, 0)) == -1) { /* HERE */
        struct letter *larger = room;

        if (errno == E2BIG) {
            size *= 2;
            larger = realloc(room, sizeof *room + size + 1);
        } else {
            break;
        }
        if (larger == NULL)
            break;
        room = larger;
    }

/* SVMQ-04: a client receives whatever comes.
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
/* GAP(3.7f) */
    if (send_request(queue, getpid(), text, length) == -1)
        return -1;
    return letter_receive(queue, 0, answer);

/* OUT: the wanted type is not asked for.
 * expect: OUT in 3.6 no line
 * also: 3.7
 * varies: 3.7
 */
/* GAP(3.6b) */
    (void)wanted;
    while ((length = msgrcv(queue, room, size, 0, 0)) == -1) {
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

/* SVMQ-08: too long, and asked for again with the same size.
 * expect: SVMQ-08 in 3.6 at HERE
 */
/* GAP(3.6b) */
    do {
        length = msgrcv(queue, room, size, wanted, 0); /* HERE */
    } while (length == -1 && (errno == EINTR || errno == E2BIG));

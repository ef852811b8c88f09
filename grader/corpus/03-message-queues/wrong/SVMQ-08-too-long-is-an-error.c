/* SVMQ-08: a longer letter is told as an error, and stays in everybody's way.
 * expect: SVMQ-08 in 3.6 at HERE
 */
/* GAP(3.6b) */
    do {
        length = msgrcv(queue, room, size, wanted, 0); /* HERE */
    } while (length == -1 && errno == EINTR);

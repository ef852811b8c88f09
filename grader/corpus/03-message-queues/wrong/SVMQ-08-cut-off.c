/* SVMQ-08: MSG_NOERROR throws the rest away.
 * expect: SVMQ-08 in 3.6 at HERE
 */
/* GAP(3.6b) */
    do {
        length = msgrcv(queue, room, size, wanted, MSG_NOERROR); /* HERE */
    } while (length == -1 && errno == EINTR);

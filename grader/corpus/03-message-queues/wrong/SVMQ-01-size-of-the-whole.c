/* SVMQ-01: the size that msgsnd is told counts the type.
 * expect: SVMQ-01 in 3.6 at HERE
 * also: 3.7
 */
/* GAP(3.6a) */
    letter->type = type;
    memcpy(letter->text, text, length);
    do {
        result = msgsnd(queue, letter, sizeof *letter + length, 0); /* HERE */
    } while (result == -1 && errno == EINTR);

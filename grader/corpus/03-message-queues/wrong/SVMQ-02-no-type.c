/* SVMQ-02: nobody sets the type.
 * expect: SVMQ-02 in 3.6 at HERE
 * also: 3.6 3.7
 */
/* GAP(3.6a) */
    (void)type;
    letter->type = 0;
    memcpy(letter->text, text, length);
    do {
        result = msgsnd(queue, letter, length, 0); /* HERE */
    } while (result == -1 && errno == EINTR);

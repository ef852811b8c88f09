/* SVMQ-05: a signal handler ran, and the letter is not sent.
 * expect: SVMQ-05 in 3.6 at HERE
 */
/* GAP(3.6a) */
    letter->type = type;
    memcpy(letter->text, text, length);
    result = msgsnd(queue, letter, length, 0); /* HERE */

/* SVMQ-04: a client takes the next answer, whoever it is for.
 * expect: SVMQ-04 in 3.8 at HERE
 * also: 3.8
 */
/* GAP(3.8g) */
    struct envelope letter;

    (void)client;
    while (msgrcv(channels->answers, &letter, /* HERE */
                  sizeof letter.question,
                  0, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    *answer = letter.question;
    return 0;

/* OUT: urgency is forgotten.
 * expect: OUT in 3.8 no line
 */
/* GAP(3.8e) */
    struct envelope letter;

    while (msgrcv(channels->questions, &letter, sizeof letter.question,
                  0, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    *question = letter.question;
    return 0;

/* SVMQ-07: questions and answers lie in one queue, and questions fill it.
 * expect: SVMQ-07 in 3.8 at HERE
 */
/* GAP(3.8c) */
    channels->questions = msgget(IPC_PRIVATE, 0600);
    channels->answers = channels->questions;
    if (channels->questions == -1 || channels->answers == -1) {
        remove_channels(channels, clients);
        return -1;
    }
    return 0;
/* GAP(3.8f) */
    struct envelope letter = { .type = 100 + answer->client,
                               .question = *answer };
    size_t length = offsetof(struct question, text) + answer->size;

    while (msgsnd(channels->answers, &letter, length, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(3.8g) */
    struct envelope letter;

    while (msgrcv(channels->answers, &letter, sizeof letter.question,
                  100 + client, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    *answer = letter.question;
    return 0;

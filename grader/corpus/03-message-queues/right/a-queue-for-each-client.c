/* System V, with a queue of its own for each client (3.8).
 * expect: full points
 */
/* GAP(3.8a) */
struct channels {
    int questions;
    int answers[CLIENTS_MAX];
};

struct envelope {
    long type;
    struct question question;
};
/* GAP(3.8b) */
    int saved = errno;

    msgctl(channels->questions, IPC_RMID, NULL);
    for (int i = 0; i < clients; i++)
        msgctl(channels->answers[i], IPC_RMID, NULL);
    errno = saved;
/* GAP(3.8c) */
    int failed = 0;

    channels->questions = msgget(IPC_PRIVATE, 0600);
    failed |= channels->questions == -1;
    for (int i = 0; i < clients; i++) {
        channels->answers[i] = msgget(IPC_PRIVATE, 0600);
        failed |= channels->answers[i] == -1;
    }
    if (failed)
        remove_channels(channels, clients);
    return failed ? -1 : 0;
/* GAP(3.8f) */
    struct envelope letter = { .type = 1 + answer->client,
                               .question = *answer };
    size_t length = offsetof(struct question, text) + answer->size;

    while (msgsnd(channels->answers[answer->client], &letter, length, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(3.8g) */
    struct envelope letter;

    while (msgrcv(channels->answers[client], &letter, sizeof letter.question,
                  0, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    *answer = letter.question;
    return 0;

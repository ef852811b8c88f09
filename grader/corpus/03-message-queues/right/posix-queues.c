/* POSIX: one queue of questions by priority, one of answers for each client (3.8).
 * expect: full points
 */
/* GAP(3.8a) */
struct channels {
    mqd_t questions;
    mqd_t at_once; /* the same queue, non-blocking */
    mqd_t answers[CLIENTS_MAX];
};
/* GAP(3.8b) */
    int saved = errno;

    if (channels->questions != -1)
        mq_close(channels->questions);
    if (channels->at_once != -1)
        mq_close(channels->at_once);
    for (int i = 0; i < clients; i++) {
        if (channels->answers[i] != -1)
            mq_close(channels->answers[i]);
    }
    errno = saved;
/* GAP(3.8c) */
    struct mq_attr wanted = { .mq_maxmsg = 4,
                              .mq_msgsize = sizeof(struct question) };
    char name[64];
    int failed;

    snprintf(name, sizeof name, "/dispatch-%d", (int)getpid());
    channels->questions =
        mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted);
    channels->at_once = mq_open(name, O_WRONLY | O_NONBLOCK);
    failed = channels->questions == -1 || channels->at_once == -1;
    mq_unlink(name);
    for (int i = 0; i < clients; i++) {
        channels->answers[i] =
            mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted);
        failed |= channels->answers[i] == -1;
        mq_unlink(name);
    }
    if (failed)
        remove_channels(channels, clients);
    return failed ? -1 : 0;
/* GAP(3.8d) */
    size_t length = offsetof(struct question, text) + question->size;
    mqd_t queue = may_sleep ? channels->questions : channels->at_once;

    while (mq_send(queue, (const char *)question, length, (unsigned)urgency) ==
           -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(3.8e) */
    while (mq_receive(channels->questions, (char *)question, sizeof *question,
                      NULL) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(3.8f) */
    size_t length = offsetof(struct question, text) + answer->size;

    while (mq_send(channels->answers[answer->client], (const char *)answer,
                   length, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(3.8g) */
    while (mq_receive(channels->answers[client], (char *)answer, sizeof *answer,
                      NULL) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;

/* SVMQ-07: all questions first, then the answers: both queues get full.
 * expect: SVMQ-07 in 3.8 at HERE
 */
/* GAP(3.8h) */
        if (sent < order->questions) {
            order->make(client, sent, out.text, out.size);
            result =
                send_question(channels, &out, 1 + client, true);
            if (result == 0)
                sent++;
            else if (errno != EAGAIN)
                return -1;
        }
        if (result == -1) {
            result = take_answer(channels, client, &in);
            if (result == 0)
                order->got(client, received++, in.text, in.size);
        }
/* GAP(3.8d) */
    struct envelope letter = { .type = 1 + CLIENTS_MAX - urgency,
                               .question = *question };
    size_t length = offsetof(struct question, text) + question->size;
    int flags = may_sleep ? 0 : IPC_NOWAIT;

    while (msgsnd(channels->questions, &letter, length, flags) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return 0;

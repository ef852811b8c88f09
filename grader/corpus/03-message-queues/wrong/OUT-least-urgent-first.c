/* OUT: the lowest type is received first, and it is that of the least urgent client.
 * expect: OUT in 3.8 no line
 */
/* GAP(3.8d) */
    struct envelope letter = { .type = urgency > 0 ? urgency : 1 + CLIENTS_MAX,
                               .question = *question };
    size_t length = offsetof(struct question, text) + question->size;
    int flags = may_sleep ? 0 : IPC_NOWAIT;

    while (msgsnd(channels->questions, &letter, length, flags) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;

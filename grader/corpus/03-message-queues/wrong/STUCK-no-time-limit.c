/* STUCK: it waits without a limit for a server that is not there.
 * expect: STUCK in 3.4 at HERE
 */
/* GAP(3.4b) */
    (void)moment;
    for (;;) {
        ssize_t length = mq_receive(client->answers, (char *)note, /* HERE */
                                    sizeof *note, NULL);

        if (length == -1 && errno != EINTR)
            return -1;
        if (length >= HEADER && note->number == client->last)
            return length - HEADER;
    }

/* PMQ-05: a signal handler ran, and the answer is given up.
 * expect: PMQ-05 in 3.4 at HERE
 */
/* GAP(3.4b) */
    for (;;) {
        ssize_t length =
            mq_timedreceive( /* HERE */
                client->answers, (char *)note, sizeof *note,
                            NULL, moment);

        if (length == -1)
            return -1;
        if (length >= HEADER && note->number == client->last)
            return length - HEADER;
    }

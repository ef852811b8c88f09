/* OUT: the first answer that comes is taken, whatever it answers.
 * expect: OUT in 3.4 no line
 */
/* GAP(3.4b) */
    for (;;) {
        ssize_t length = mq_timedreceive(client->answers, (char *)note,
                                         sizeof *note, NULL, moment);

        if (length == -1 && errno != EINTR)
            return -1;
        if (length >= HEADER)
            return length - HEADER;
    }

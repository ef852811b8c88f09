/* PMQ-07: the time-out is a span, and so a moment in January 1970.
 * expect: PMQ-07 in 3.4 at HERE
 * also: 3.4
 * varies: 3.4
 */
/* GAP(3.4a) */
    moment->tv_sec = milliseconds / 1000;
    moment->tv_nsec = milliseconds % 1000 * 1000000L;
/* GAP(3.4b) */
    for (;;) {
        ssize_t length =
            mq_timedreceive( /* HERE */
                client->answers, (char *)note, sizeof *note,
                            NULL, moment);

        if (length == -1 && errno != EINTR)
            return -1;
        if (length >= HEADER && note->number == client->last)
            return length - HEADER;
    }

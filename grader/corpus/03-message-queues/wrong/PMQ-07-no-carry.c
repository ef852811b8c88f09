/* PMQ-07: the nanoseconds grow beyond a second. With 20 ms they do so in one of
 * fifty starts, whenever the clock stands late in its second.
 * expect: PMQ-07 in 3.4 at HERE
 * varies: 3.4
 */
/* GAP(3.4a) */
    clock_gettime(CLOCK_REALTIME, moment);
    moment->tv_sec += milliseconds / 1000;
    moment->tv_nsec += milliseconds % 1000 * 1000000L;
/* REPLACE(ask) */
ssize_t ask(struct client *client, const char *text, size_t length,
            int milliseconds, char answer[NOTE_MAX])
{
    struct note note = { .number = ++client->last };
    struct timespec moment;
    ssize_t got;

    if (length > NOTE_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(note.text, text, length);
    moment_in(milliseconds, &moment);
    while (mq_timedsend(client->questions, (char *)&note, /* HERE */
                        HEADER + length, 0, &moment) == -1) {
        if (errno != EINTR)
            return -1;
    }
    got = await_answer(client, &moment, &note);
    if (got > 0)
        memcpy(answer, note.text, (size_t)got);
    return got;
}

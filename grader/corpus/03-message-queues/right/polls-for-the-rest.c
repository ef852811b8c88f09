/* It polls for what is left of the time, and receives what is there (3.4).
 * expect: full points
 */
/* TOP(waiting.c) */
#include <poll.h>

/* GAP(3.4b) */
    static const struct timespec past;

    for (;;) {
        struct pollfd ready = { .fd = client->answers, .events = POLLIN };
        struct timespec now;
        long long left;
        ssize_t length;

        clock_gettime(CLOCK_REALTIME, &now);
        left = (moment->tv_sec - now.tv_sec) * 1000LL +
               (moment->tv_nsec - now.tv_nsec + 999999) / 1000000;
        if (poll(&ready, 1, left > 0 ? (int)left : 0) == 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        if (!(ready.revents & POLLIN))
            continue;
        length = mq_timedreceive(client->answers, (char *)note, sizeof *note,
                                 NULL, &past);
        if (length == -1 && errno != EINTR && errno != ETIMEDOUT)
            return -1;
        if (length >= HEADER && note->number == client->last)
            return length - HEADER;
    }

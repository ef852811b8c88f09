/* STUCK: SIGTERM stays blocked while the server waits.
 * expect: STUCK in 2.6 at HERE
 */
/* GAP(2.6c) */
    struct pollfd door = { .fd = fd, .events = POLLIN };
    int ready;

    (void)awake;
    do {
        ready = poll(&door, 1, -1); /* HERE */
    } while (ready == -1 && errno == EINTR && !asked_to_end);
    if (asked_to_end)
        return 0;
    return ready == -1 ? -1 : 1;

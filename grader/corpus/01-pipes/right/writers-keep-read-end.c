/* The writers of 1.6 do not close their read end; the reader lives longer than
 * they, so nobody ever waits because of it.
 * expect: full points
 */
/* REPLACE(gather) */
int gather(int writers, int records, size_t size,
           void (*make)(int writer, int number, char *record, size_t size),
           int out)
{
    struct assembly a = { .size = size };
    struct sigaction old;
    pid_t pids[GATHER_MAX];
    int ends[2];
    int started = 0;
    int received = -1;

    if (writers < 1 || writers > GATHER_MAX || size < 1 || size > RECORD_MAX ||
        records < 0 || records > INT_MAX / writers) {
        errno = EINVAL;
        return -1;
    }
    a.buffers = malloc((size_t)writers * size);
    if (a.buffers == NULL || pipe(ends) == -1) {
        free(a.buffers);
        return -1;
    }
    keep_statuses(&old);
    for (; started < writers; started++) {
        pids[started] = fork();
        if (pids[started] == -1)
            break;
        if (pids[started] == 0)
            write_records(ends[1], started, records, size, make, a.buffers);
    }
    close_end(ends[1]);
    while (started == writers &&
           (received = receive_packet(ends[0], &a, out)) == 1)
        continue;
    if (received == -1)
        stop_children(pids, started);
    for (int w = 0; w < started && received != -1; w++)
        reap_child(pids[w]);
    close_end(ends[0]);
    sigaction(SIGCHLD, &old, NULL);
    free(a.buffers);
    return received == -1 ? -1 : a.delivered;
}

/* PIPE-01: the reader of 1.6 waits for end-of-file on a pipe that it could
 * still write to itself.
 * expect: PIPE-01 in 1.6 at HERE
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
    int received;

    keep_statuses(&old);
    a.buffers = malloc((size_t)writers * size);
    if (a.buffers == NULL || pipe2(ends, O_CLOEXEC) == -1) /* HERE */
        return -1;
    for (int w = 0; w < writers; w++) {
        pids[w] = fork();
        if (pids[w] == -1)
            return -1;
        if (pids[w] == 0) {
            close(ends[0]);
            write_records(ends[1], w, records, size, make, a.buffers);
        }
    }
    do {
        received = receive_packet(ends[0], &a, out);
    } while (received == 1);
    close(ends[0]);
    close(ends[1]);
    for (int w = 0; w < writers; w++)
        reap_child(pids[w]);
    sigaction(SIGCHLD, &old, NULL);
    free(a.buffers);
    return a.delivered;
}

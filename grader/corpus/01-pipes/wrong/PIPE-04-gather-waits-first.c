/* PIPE-04: waits for the writers first and reads their records afterwards.
 * expect: PIPE-04 in 1.6 at HERE
 */
/* REPLACE(gather) */
int gather(int writers, int records, size_t size,
           void (*make)(int writer, int number, char *record, size_t size),
           int out)
{
    struct assembly a = { .size = size };
    struct sigaction old;
    int ends[2];
    int received;

    keep_statuses(&old);
    a.buffers = malloc((size_t)writers * size);
    if (a.buffers == NULL || pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    for (int w = 0; w < writers; w++) {
        pid_t pid = fork();

        if (pid == -1)
            return -1;
        if (pid == 0) {
            close(ends[0]);
            write_records(ends[1], w, records, size, make, a.buffers);
        }
    }
    close(ends[1]);
    while (wait(NULL) > 0) /* HERE */
        continue;
    do {
        received = receive_packet(ends[0], &a, out);
    } while (received == 1);
    close(ends[0]);
    sigaction(SIGCHLD, &old, NULL);
    free(a.buffers);
    return received == -1 ? -1 : a.delivered;
}

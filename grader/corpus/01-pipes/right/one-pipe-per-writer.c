/* Each writer has a pipe of its own; the reader polls them all, and no record
 * can mix with another.
 * expect: full points
 */
/* GAP(1.6a) */
    (void)writer;
    (void)packet;
    return write_full(wfd, record, size) == -1 ? -1 : 0;
/* GAP(1.6b) */
    (void)packet;
    (void)rfd;
    (void)a;
    (void)out;
    return 0;
/* REPLACE(gather) */
/* Takes what writer w has sent. Returns 1, 0 at end-of-file, -1. */
static int receive_piece(int rfd, int w, struct assembly *a, int out)
{
    char *record = a->buffers + (size_t)w * a->size;
    ssize_t n = read(rfd, record + a->got[w], a->size - a->got[w]);

    if (n == -1)
        return errno == EINTR ? 1 : -1;
    a->got[w] += (size_t)n;
    if (a->got[w] == a->size) {
        if (write_full(out, record, a->size) == -1)
            return -1;
        a->got[w] = 0;
        a->delivered++;
    }
    return n > 0;
}

static int receive_all(struct pollfd in[], int count, struct assembly *a,
                       int out)
{
    for (int open = count; open > 0;) {
        if (poll(in, (nfds_t)count, -1) == -1 && errno != EINTR)
            return -1;
        for (int w = 0; w < count; w++) {
            int more;

            if (in[w].fd == -1 || in[w].revents == 0)
                continue;
            more = receive_piece(in[w].fd, w, a, out);
            if (more == -1)
                return -1;
            if (more == 0) {
                close_end(in[w].fd);
                in[w].fd = -1;
                open--;
            }
        }
    }
    return 0;
}

int gather(int writers, int records, size_t size,
           void (*make)(int writer, int number, char *record, size_t size),
           int out)
{
    struct assembly a = { .size = size };
    struct pollfd in[GATHER_MAX];
    struct sigaction old;
    pid_t pids[GATHER_MAX];
    int started = 0;
    int result = -1;

    (void)receive_packet;
    if (writers < 1 || writers > GATHER_MAX || size < 1 || size > RECORD_MAX ||
        records < 0 || records > INT_MAX / writers) {
        errno = EINVAL;
        return -1;
    }
    a.buffers = malloc((size_t)writers * size);
    if (a.buffers == NULL)
        return -1;
    keep_statuses(&old);
    for (; started < writers; started++) {
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) == -1)
            break;
        in[started] = (struct pollfd){ .fd = ends[0], .events = POLLIN };
        pids[started] = fork();
        if (pids[started] == 0) {
            for (int w = 0; w <= started; w++)
                close(in[w].fd);
            write_records(ends[1], started, records, size, make, a.buffers);
        }
        close_end(ends[1]);
        if (pids[started] == -1) {
            close_end(ends[0]);
            break;
        }
    }
    if (started == writers)
        result = receive_all(in, started, &a, out);
    for (int w = 0; w < started; w++)
        close_end(in[w].fd);
    if (result == -1)
        stop_children(pids, started);
    for (int w = 0; w < started && result == 0; w++)
        reap_child(pids[w]);
    sigaction(SIGCHLD, &old, NULL);
    free(a.buffers);
    return result == -1 ? -1 : a.delivered;
}

/* Both of the parent's own ends are non-blocking.
 * expect: full points
 */
/* GAP(1.5a) */
    if (pipe2(to, O_CLOEXEC) == -1 || pipe2(from, O_CLOEXEC) == -1)
        goto fail;
    if (fcntl(to[1], F_SETFL, O_NONBLOCK) == -1 ||
        fcntl(from[0], F_SETFL, O_NONBLOCK) == -1)
        goto fail;
    x->pid = start_stage(filter, to[0], from[1]);
    if (x->pid == -1)
        goto fail;
    close_end(to[0]);
    close_end(from[1]);
    x->to = to[1];
    x->from = from[0];
    return 0;
fail:
    for (int i = 0; i < 2; i++) {
        close_end(to[i]);
        close_end(from[i]);
    }
    return -1;
/* REPLACE(collect) */
static int collect(struct exchange *x)
{
    ssize_t n;

    do { /* all there is */
        if (x->capacity - x->used < PIPE_BUF) {
            char *larger = realloc(x->output, 2 * x->capacity);

            if (larger == NULL)
                return -1;
            x->output = larger;
            x->capacity *= 2;
        }
        n = read(x->from, x->output + x->used, x->capacity - x->used);
        if (n > 0)
            x->used += (size_t)n;
    } while (n > 0);
    if (n == -1 && errno != EAGAIN && errno != EINTR)
        return -1;
    if (n == 0) {
        close_end(x->from);
        x->from = -1;
    }
    return 0;
}

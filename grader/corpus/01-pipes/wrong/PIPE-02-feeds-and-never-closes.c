/* PIPE-02: all input is sent, but the write end stays open: cat waits on.
 * expect: PIPE-02 in 1.5 at HERE
 */
/* GAP(1.5a) */
    if (pipe2(to, O_CLOEXEC) == -1) /* HERE */
        goto fail;
    if (pipe2(from, O_CLOEXEC) == -1)
        goto fail;
    fcntl(to[1], F_SETFL, O_NONBLOCK);
    x->pid = start_stage(filter, to[0], from[1]);
    if (x->pid == -1)
        goto fail;
    close(to[0]);
    close(from[1]);
    x->to = to[1];
    x->from = from[0];
    return 0;
fail:
    for (int i = 0; i < 2; i++) {
        close_end(to[i]);
        close_end(from[i]);
    }
    return -1;
/* GAP(1.5b) */
    ssize_t n;

    if (x->left == 0) {
        x->to = -1; /* poll need not look at it any more */
        return 0;
    }
    n = write(x->to, x->input, x->left);
    if (n >= 0) {
        x->input += n;
        x->left -= (size_t)n;
    } else if (errno == EPIPE) {
        x->left = 0;
    } else if (errno != EAGAIN && errno != EINTR) {
        return -1;
    }
    return 0;

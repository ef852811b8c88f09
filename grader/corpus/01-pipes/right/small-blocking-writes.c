/* The write end stays blocking, but a write of PIPE_BUF bytes after POLLOUT
 * never sleeps.
 * expect: full points
 */
/* GAP(1.5a) */
    if (pipe2(to, O_CLOEXEC) == -1 || pipe2(from, O_CLOEXEC) == -1)
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
/* GAP(1.5b) */
    size_t piece = x->left < PIPE_BUF ? x->left : PIPE_BUF;
    ssize_t n = piece == 0 ? 0 : write(x->to, x->input, piece);

    if (n == -1 && errno == EPIPE)
        x->left = 0;
    else if (n == -1 && errno != EINTR)
        return -1;
    if (n > 0) {
        x->input += n;
        x->left -= (size_t)n;
    }
    if (x->left == 0) {
        close_end(x->to);
        x->to = -1;
    }
    return 0;

/* PIPE-05: writes all the input before it reads; the filter writes as well.
 * expect: PIPE-05 in 1.5 at HERE
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
    while (x->left > 0) {
        ssize_t n = write(x->to, x->input, x->left); /* HERE */

        if (n >= 0) {
            x->input += n;
            x->left -= (size_t)n;
        } else if (errno == EPIPE) {
            x->left = 0;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    close_end(x->to);
    x->to = -1;
    return 0;
/* GAP(1.5c) */
    can_feed = x->to != -1;
    can_collect = x->to == -1;

/* PIPE-08: the filter inherits the parent's ends, among them the write end of
 * its own standard input.
 * expect: PIPE-08 in 1.5 at HERE
 */
/* GAP(1.5a) */
    if (pipe(to) == -1) /* HERE */
        goto fail;
    if (pipe2(from, O_CLOEXEC) == -1)
        goto fail;
    fcntl(to[0], F_SETFD, FD_CLOEXEC);
    if (fcntl(to[1], F_SETFL, fcntl(to[1], F_GETFL) | O_NONBLOCK) == -1)
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

/* PIPE-01: the parent keeps the filter's write end, so poll never says HUP.
 * expect: PIPE-01 in 1.5 at HERE
 */
/* GAP(1.5a) */
    if (pipe2(to, O_CLOEXEC) == -1)
        goto fail;
    if (pipe2(from, O_CLOEXEC) == -1) /* HERE */
        goto fail;
    if (fcntl(to[1], F_SETFL, O_NONBLOCK) == -1)
        goto fail;
    x->pid = start_stage(filter, to[0], from[1]);
    if (x->pid == -1)
        goto fail;
    close(to[0]);
    x->to = to[1];
    x->from = from[0];
    return 0;
fail:
    for (int i = 0; i < 2; i++) {
        close_end(to[i]);
        close_end(from[i]);
    }
    return -1;

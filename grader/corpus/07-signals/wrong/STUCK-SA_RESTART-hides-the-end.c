/* STUCK: it sleeps in read, which the kernel begins anew behind the handler.
 * expect: STUCK in 7.4 at HERE
 * expect: SIG-05 in 7.4 at HERE
 * also: 7.4
 */
/* GAP(7.4b) */
    struct sigaction action = { .sa_handler = take_note,
                                .sa_flags = SA_RESTART };

    shall_end = shall_reread = 0;
    sigemptyset(&action.sa_mask);
    sigprocmask(SIG_BLOCK, NULL, &old_mask);
    sigaction(SIGHUP, &action, &old_hangup);
    return sigaction(SIGTERM, &action, &old_term);
/* GAP(7.4d) */
    (void)door;
    if (shall_end)
        return END;
    if (shall_reread) {
        shall_reread = 0;
        return REREAD;
    }
    return LINES;
/* REPLACE(read_more) */
static ssize_t read_more(struct lines *lines, int in)
{
    ssize_t n = read(in, lines->bytes + lines->count, /* HERE */
                     sizeof lines->bytes - lines->count);

    if (n > 0)
        lines->count += (size_t)n;
    return n;
}

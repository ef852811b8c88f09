/* SIG-07: any signal that wakes it ends the service with EINTR.
 * expect: SIG-07 in 7.4 at HERE
 */
/* GAP(7.4d) */
    int ready;

    if (shall_reread) {
        shall_reread = 0;
        return REREAD;
    }
    ready = ppoll(&door, 1, NULL, &old_mask); /* HERE */
    if (shall_end)
        return END;
    if (ready == -1 && shall_reread) {
        shall_reread = 0;
        return REREAD;
    }
    return ready > 0 ? LINES : ERROR;

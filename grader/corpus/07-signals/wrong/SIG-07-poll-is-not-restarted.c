/* SIG-07: EINTR from ppoll, which no SA_RESTART restarts, is taken for an error.
 * expect: SIG-07 in 7.3 at HERE
 */
/* GAP(7.3c) */
        ready = ppoll(&door, 1, NULL, &old_mask); /* HERE */

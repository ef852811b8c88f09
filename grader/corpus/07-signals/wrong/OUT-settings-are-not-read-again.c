/* OUT: SIGHUP is noted, and nothing is done about it.
 * expect: OUT in 7.4 no line
 * also: 7.4
 */
/* GAP(7.4d) */
    for (;;) {
        int ready;

        if (shall_end)
            return END;
        ready = ppoll(&door, 1, NULL, &old_mask);
        if (ready > 0)
            return LINES;
        if (ready == -1 && errno != EINTR)
            return ERROR;
    }

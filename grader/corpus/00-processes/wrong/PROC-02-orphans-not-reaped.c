/* PROC-02: whoever has adopted orphans must wait for them, too.
 * expect: PROC-02 in 0.5 no line
 */
/* GAP(0.5b) */
    *status = collect(pid);
    return 0;

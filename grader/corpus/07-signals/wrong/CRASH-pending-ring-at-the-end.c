/* CRASH: the action is put back before the mask, and a late ring ends it.
 * expect: CRASH in 7.2 no line
 */
/* GAP(7.2d) */
    sigaction(bell_number, &action_before, NULL);
    return sigprocmask(SIG_SETMASK, &mask_before, NULL);

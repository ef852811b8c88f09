/* RESULT: the old action is not put back.
 * expect: RESULT in 7.1 no line
 */
/* GAP(7.1b) */
    action.sa_handler = take_note;
    if (sigaction(number, &action, &before) == -1)
        return -1;
    begun();
    do {
        n = next_number(n);
        rounds++;
    } while (!told);
    return n > 0 ? rounds : -1;

/* PSEM-07: it decides by a value that is old when it is used.
 * expect: PSEM-07 in 5.2 at HERE
 */
/* GAP(5.2a) */
    int value;

    if (sem_getvalue(gate, &value) == -1) /* HERE */
        return -1;
    if (value == 0) {
        errno = EAGAIN;
        return -1;
    }
    return gate_pass(gate, inside);

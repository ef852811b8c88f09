/* PSEM-05: the permit is given back only if all went well inside.
 * expect: PSEM-05 in 5.1 at HERE
 */
/* GAP(5.1c) */
    if (inside() == -1) /* HERE */
        return -1;
    return sem_post(gate);

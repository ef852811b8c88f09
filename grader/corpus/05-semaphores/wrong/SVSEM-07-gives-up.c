/* SVSEM-07: an interrupted semop is taken for an error.
 * expect: SVSEM-07 in 5.7 at HERE
 * also: 5.8 5.7
 */
/* GAP(5.7b) */
    return semop(set, operations, count); /* HERE */

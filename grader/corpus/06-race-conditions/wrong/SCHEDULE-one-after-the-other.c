/* SCHEDULE: B does all, then C.
 * expect: SCHEDULE in 6.1 at here
 * also: 6.1
 */
/* GAP(6.1a) */
// schedule: B10 C10 # /* here */
// accesses: b c

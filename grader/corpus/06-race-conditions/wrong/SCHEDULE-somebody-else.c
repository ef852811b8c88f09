/* SCHEDULE: there is no D.
 * expect: SCHEDULE in 6.1 at here
 * also: 6.1
 */
/* GAP(6.1a) */
// schedule: BBB D # /* here */
// accesses: b c

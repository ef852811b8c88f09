/* SCHEDULE: it breaks 6.5, and not this.
 * expect: SCHEDULE in 6.4 at here
 * also: 6.4
 */
/* GAP(6.4a) */
// schedule: BBB CCC # /* here */
// accesses: a c

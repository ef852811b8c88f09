/* SCHEDULE: not letters of processes.
 * expect: SCHEDULE in 6.1 at here
 * also: 6.1
 */
/* GAP(6.1a) */
// schedule: B then C # /* here */
// accesses: b c

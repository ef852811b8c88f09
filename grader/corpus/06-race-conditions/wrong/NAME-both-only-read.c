/* NAME: two who look change nothing.
 * expect: NAME in 6.1 at here
 */
/* GAP(6.1a) */
// schedule: BBBB CCCCC B
// accesses: a a # /* here */

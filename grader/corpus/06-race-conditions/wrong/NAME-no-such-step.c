/* NAME: there is no step z.
 * expect: NAME in 6.2 at here
 */
/* GAP(6.2a) */
// schedule: B CCCC B
// accesses: a z # /* here */

/* NAME: the two touch other bytes.
 * expect: NAME in 6.3 at here
 */
/* GAP(6.3a) */
// schedule: B CCCC B
// accesses: a d # /* here */

/* NAME: three letters.
 * expect: NAME in 6.7 at here
 */
/* GAP(6.7a) */
// schedule: BBB CCCC
// accesses: a b d # /* here */

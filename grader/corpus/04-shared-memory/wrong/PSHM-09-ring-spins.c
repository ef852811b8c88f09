/* PSHM-09: the sleeping ring does not sleep.
 * expect: PSHM-09 in 4.7 no line
 * also: 4.7
 */
/* GAP(4.7a) */
        (void)wake;
        (void)n;
/* GAP(4.7b) */
        (void)sleep_on;
        (void)n;

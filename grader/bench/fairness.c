/* fairness.c - how evenly lab 07's own scheduler shares a processor.
 *
 *   bench-fairness        four children that compute, 20 ms a slice, 50 rounds
 *
 *   child i ──its processor time──► shared word i ──► most and least
 *
 * Prints how much more the luckiest child has computed than the unluckiest, in
 * parts of the latter, and then the least, in milliseconds.
 */
#include "../../solutions/07-signals/signals.h"

#include <err.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>

#define CHILDREN 4
#define SLICE_MS 20
#define ROUNDS 50

/* Word i is written by child i alone, and read when all have been reaped. */
static _Atomic double *computed_ms;

static void compute(int number)
{
    for (;;) {
        struct timespec used;
        (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
        computed_ms[number] =
            (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
    }
}

static void say_nothing(int number)
{
    (void)number;
}

int main(void)
{
    computed_ms =
        mmap(NULL, CHILDREN * sizeof *computed_ms, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (computed_ms == MAP_FAILED)
        err(2, "mmap");
    if (round_robin(CHILDREN, compute, SLICE_MS, ROUNDS, say_nothing) == -1)
        err(2, "round_robin");
    double least = computed_ms[0], most = computed_ms[0];
    for (int i = 1; i < CHILDREN; i++) {
        least = computed_ms[i] < least ? computed_ms[i] : least;
        most = computed_ms[i] > most ? computed_ms[i] : most;
    }
    if (least <= 0)
        errx(2, "a child has not computed at all");
    (void)printf("%.4f\n%.1f\n", most / least - 1, least);
    return 0;
}

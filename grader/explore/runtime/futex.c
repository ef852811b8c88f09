/* futex.c - syscall(2), as far as programs use it for futexes by hand. */
#include "explore/runtime/runtime.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Sleepers are another thing than the word they sleep on: a store to the word
 * wakes nobody. */
static struct operation sleepers(struct operation word, const char *name,
                                 uint16_t flags)
{
    struct operation op = word;
    op.name = name;
    op.thing = (uint16_t)thing_of(THING_SLEEP,
                                  (uint64_t)word.thing << 32 | word.offset, 0);
    op.offset = 0;
    op.size = 0;
    op.flags = flags;
    return op;
}

static long futex_wait(uint32_t *word, uint32_t value, struct operation op)
{
    op.flags = LOOKS;
    op.name = "futex wait";
    struct operation bed =
        sleepers(op, "futex wait", STEP_READS | STEP_WRITES | STEP_ATOMIC);
    struct step *step = turn(op);
    step_also(bed);
    step->before = step->after = *word;
    if (*word != value) {
        errno = EAGAIN;
        return -1;
    }
    look_forget();
    bed.name = "woken";
    bed.flags = LOOKS;
    return sleep_on(bed) ? 0 : -1;
}

static long futex_wake(int most, struct operation op)
{
    struct operation bed = sleepers(op, "futex wake", CHANGES);
    struct step *step = turn(bed);
    step->after = (uint64_t)wake(bed.thing, bed.offset, most);
    look_forget();
    return (long)step->after;
}

long syscall(long number, ...)
{
    long a[6];
    va_list list;
    va_start(list, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(list, long);
    va_end(list);
    if (explored() && number == SYS_futex) {
        int what = (int)a[1] & ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);
        struct operation op = { .pc = CALLER, .size = 4 };
        memory_place((void *)a[0], &op);
        if (what == FUTEX_WAKE)
            return futex_wake((int)a[2], op);
        if (what == FUTEX_WAIT) {
            if (a[3])
                time_until_after((const struct timespec *)a[3]);
            return futex_wait((uint32_t *)a[0], (uint32_t)a[2], op);
        }
        run_unable("a futex operation other than WAIT and WAKE");
    }
    return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

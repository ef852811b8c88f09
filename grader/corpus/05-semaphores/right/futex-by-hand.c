/* One word, on which whoever must wait sleeps; no semaphore (5.3).
 * expect: full points
 */
/* TOP(buffer.c) */
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* GAP(5.3a) */
    _Atomic uint32_t lock;    /* 0 free, 1 taken, 2 taken and waited for */
    _Atomic uint32_t changes; /* grows with each put and take */
/* GAP(5.3b) */
    return 0;
/* REPLACE(store_item) */
static void sleep_on(_Atomic uint32_t *word, uint32_t value)
{
    syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

static void lock(struct buffer *buffer)
{
    uint32_t nobody = 0;

    if (atomic_compare_exchange_strong(&buffer->lock, &nobody, 1))
        return;
    while (atomic_exchange(&buffer->lock, 2) != 0)
        sleep_on(&buffer->lock, 2);
}

static void unlock(struct buffer *buffer)
{
    if (atomic_exchange(&buffer->lock, 0) == 2)
        syscall(SYS_futex, &buffer->lock, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void tell_change(struct buffer *buffer)
{
    atomic_fetch_add(&buffer->changes, 1);
    unlock(buffer);
    syscall(SYS_futex, &buffer->changes, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static void await_change(struct buffer *buffer)
{
    uint32_t seen = atomic_load(&buffer->changes);

    unlock(buffer);
    sleep_on(&buffer->changes, seen);
    lock(buffer);
}

static void store_item(struct buffer *buffer, int item, void (*halfway)(void))
{
    buffer->items[buffer->head % buffer->room] = item;
    halfway();
    buffer->head++;
}
/* GAP(5.3c) */
    lock(buffer);
    while (buffer->head - buffer->tail == buffer->room)
        await_change(buffer);
    store_item(buffer, item, halfway);
    tell_change(buffer);
    return 0;
/* GAP(5.3d) */
    lock(buffer);
    while (buffer->head == buffer->tail)
        await_change(buffer);
    *item = fetch_item(buffer, halfway);
    tell_change(buffer);
    return 0;

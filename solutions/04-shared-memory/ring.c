/*
 * ring.c - exercises 4.6 and 4.7: a queue of bytes without a lock.
 *
 *   writer: head -------.            .------- tail :reader
 *                       v            v
 *   data:  [ free |##### unread #####| free ]     and round again
 *
 * Each counter has one process that changes it; the other only looks. The writer
 * stores the bytes first and head behind them (release); the reader loads head
 * first (acquire), so it sees all bytes that head counts. The same holds the
 * other way for tail: a place is free only when the reader has copied it out.
 * C11 7.17.3, futex(2)
 */
#include <errno.h>
#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "memory.h"

/* Copies count bytes from number `at` on to or from the ring's data, round its
 * end in two pieces. Finished code. */
static void copy_in(struct ring *ring, uint64_t at, const char *from, size_t n)
{
    size_t begin = at % ring->capacity, first = ring->capacity - begin;

    first = first < n ? first : n;
    memcpy(ring->data + begin, from, first);
    memcpy(ring->data, from + first, n - first);
}

static void copy_out(struct ring *ring, uint64_t at, char *to, size_t n)
{
    size_t begin = at % ring->capacity, first = ring->capacity - begin;

    first = first < n ? first : n;
    memcpy(to, ring->data + begin, first);
    memcpy(to + first, ring->data, n - first);
}

/* ---- 4.6 without sleeping ------------------------------------------------ */

size_t ring_put(struct ring *ring, const void *bytes, size_t count)
{
    /*
     * TODO(4.6a): 1. head is your own: load it relaxed. tail is the reader's:
     * load it as an acquire. 2. Free is capacity - (head - tail); take no more.
     * 3. copy_in. 4. Only then store the new head, as a release.
     * Faster: keep tail in tail_seen, and load it anew only when by that count
     * there is too little room.
     */
    /* SOLUTION(4.6a) */
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    size_t space = ring->capacity - (size_t)(head - ring->tail_seen);

    if (space < count) {
        ring->tail_seen =
            atomic_load_explicit(&ring->tail, memory_order_acquire);
        space = ring->capacity - (size_t)(head - ring->tail_seen);
    }
    count = count < space ? count : space;
    copy_in(ring, head, bytes, count);
    atomic_store_explicit(&ring->head, head + count, memory_order_release);
    return count;
    /* STARTER(4.6a)
    (void)copy_in;
    (void)ring;
    (void)bytes;
    (void)count;
    errno = ENOSYS;
    return (size_t)-1;
    END(4.6a) */
}

size_t ring_get(struct ring *ring, void *bytes, size_t count)
{
    /*
     * TODO(4.6b): The mirror of ring_put: tail is your own, head the writer's;
     * copy_out what there is, then store the new tail as a release.
     */
    /* SOLUTION(4.6b) */
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    size_t there = (size_t)(ring->head_seen - tail);

    if (there < count) {
        ring->head_seen =
            atomic_load_explicit(&ring->head, memory_order_acquire);
        there = (size_t)(ring->head_seen - tail);
    }
    count = count < there ? count : there;
    copy_out(ring, tail, bytes, count);
    atomic_store_explicit(&ring->tail, tail + count, memory_order_release);
    return count;
    /* STARTER(4.6b)
    (void)copy_out;
    (void)ring;
    (void)bytes;
    (void)count;
    errno = ENOSYS;
    return (size_t)-1;
    END(4.6b) */
}

/* ---- 4.7 with sleeping --------------------------------------------------- */

/*
 * Sleeps until *sleeps is no longer 1. Before that, the caller has set it to 1
 * and has looked at the ring once more.
 */
static void sleep_on(_Atomic uint32_t *sleeps)
{
    syscall(SYS_futex, sleeps, FUTEX_WAIT, 1, NULL, NULL, 0);
}

/* Wakes the other side, if it sleeps or is about to: one exchange decides. */
static void wake(_Atomic uint32_t *sleeps)
{
    atomic_thread_fence(memory_order_seq_cst); /* the counter before the look */
    if (atomic_load(sleeps) == 1 && atomic_exchange(sleeps, 0) == 1)
        syscall(SYS_futex, sleeps, FUTEX_WAKE, 1, NULL, NULL, 0);
}

int ring_send(struct ring *ring, const void *bytes, size_t count)
{
    const char *from = bytes;

    while (count > 0) {
        size_t n = ring_put(ring, from, count);

        if (n == (size_t)-1)
            return -1;
        from += n;
        count -= n;
        /*
         * TODO(4.7a): 1. Something went in: wake the reader. 2. Nothing did,
         * the ring is full: set writer_sleeps to 1, look once more whether it
         * is still full, and only then sleep_on. The look in
         * between is what no wake-up gets lost by.
         */
        /* SOLUTION(4.7a) */
        if (n > 0) {
            wake(&ring->reader_sleeps);
            continue;
        }
        atomic_store(&ring->writer_sleeps, 1);
        if (atomic_load(&ring->head) - atomic_load(&ring->tail) ==
            ring->capacity)
            sleep_on(&ring->writer_sleeps);
        /* STARTER(4.7a)
        (void)wake;
        errno = ENOSYS;
        return -1;
        END(4.7a) */
    }
    return 0;
}

int ring_receive(struct ring *ring, void *bytes, size_t count)
{
    char *to = bytes;

    while (count > 0) {
        size_t n = ring_get(ring, to, count);

        if (n == (size_t)-1)
            return -1;
        to += n;
        count -= n;
        /*
         * TODO(4.7b): The mirror of ring_send: wake a writer that sleeps, or
         * sleep on reader_sleeps while the ring is empty.
         */
        /* SOLUTION(4.7b) */
        if (n > 0) {
            wake(&ring->writer_sleeps);
            continue;
        }
        atomic_store(&ring->reader_sleeps, 1);
        if (atomic_load(&ring->head) == atomic_load(&ring->tail))
            sleep_on(&ring->reader_sleeps);
        /* STARTER(4.7b)
        (void)sleep_on;
        errno = ENOSYS;
        return -1;
        END(4.7b) */
    }
    return 0;
}

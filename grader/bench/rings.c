/* rings.c - what lab 04's own rings move, against two copies and nothing else.
 *
 *   bench-rings SIZE       messages of SIZE bytes, two processors, 2 MiB
 *
 *   writer ──copy in──► ring ──copy out──► reader     three ways, in turns:
 *      limit   the counters are told once for each eighth of the ring: two
 *              copies and next to no coordination; it delivers late, so it is a
 *              ceiling and no queue
 *      spins   ring_put and ring_get, asked again and again
 *      sleeps  ring_send and ring_receive
 *      batch   as spins, 64 messages with one call
 *
 * How far two processors are from each other changes within seconds on a virtual
 * machine, so only ratios to the limit of the same turn mean anything. Prints the
 * medians of spins, sleeps and batch by limit, then the limit in GB/s.
 */
#include "../../solutions/04-shared-memory/memory.h"

#include <err.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CAPACITY ((size_t)2 << 20)
#define TURNS 15
#define TURN_BYTES ((size_t)192 << 20)
#define BATCH 64
#define SIZE_MOST 65536

enum way { LIMIT, SPINS, SLEEPS, BATCHES, WAYS };

static char message[SIZE_MOST * BATCH], copy[SIZE_MOST * BATCH];

/* Who asks too often takes the line of the counter away from whom he waits for,
 * and gets one message a look. So about a microsecond passes between two. */
static void relax(void)
{
#if defined(__x86_64__)
    for (int i = 0; i < 64; i++)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
    for (int i = 0; i < 64; i++)
        __asm__ volatile("yield");
#endif
}

/* ---- the ceiling ---- */

static void limit_write(struct ring *ring, size_t size, size_t total)
{
    uint64_t head = 0, told = 0;
    for (size_t done = 0; done < total; done += size) {
        while (head + size -
                   atomic_load_explicit(&ring->tail, memory_order_acquire) >
               CAPACITY)
            relax();
        memcpy(ring->data + head % CAPACITY, message, size);
        head += size;
        if (head - told >= CAPACITY / 8 || done + size >= total) {
            atomic_store_explicit(&ring->head, head, memory_order_release);
            told = head;
        }
    }
}

static void limit_read(struct ring *ring, size_t size, size_t total)
{
    uint64_t tail = 0, told = 0, head = 0;
    for (size_t done = 0; done < total; done += size) {
        while (head - tail < size) {
            head = atomic_load_explicit(&ring->head, memory_order_acquire);
            if (head - tail < size)
                relax();
        }
        memcpy(copy, ring->data + tail % CAPACITY, size);
        tail += size;
        if (tail - told >= CAPACITY / 8 || done + size >= total) {
            atomic_store_explicit(&ring->tail, tail, memory_order_release);
            told = tail;
        }
    }
}

/* ---- the lab's ---- */

static void spin_write(struct ring *ring, size_t size, size_t total)
{
    for (size_t done = 0; done < total; done += size)
        for (size_t put = 0; put < size;) {
            size_t n = ring_put(ring, message + put, size - put);
            put += n;
            if (n == 0)
                relax();
        }
}

static void spin_read(struct ring *ring, size_t size, size_t total)
{
    for (size_t done = 0; done < total; done += size)
        for (size_t got = 0; got < size;) {
            size_t n = ring_get(ring, copy + got, size - got);
            got += n;
            if (n == 0)
                relax();
        }
}

static void sleep_write(struct ring *ring, size_t size, size_t total)
{
    for (size_t done = 0; done < total; done += size)
        if (ring_send(ring, message, size) == -1)
            err(2, "ring_send");
}

static void sleep_read(struct ring *ring, size_t size, size_t total)
{
    for (size_t done = 0; done < total; done += size)
        if (ring_receive(ring, copy, size) == -1)
            err(2, "ring_receive");
}

static const struct {
    void (*write)(struct ring *, size_t, size_t);
    void (*read)(struct ring *, size_t, size_t);
} ways[WAYS] = {
    [LIMIT] = { limit_write, limit_read },
    [SPINS] = { spin_write, spin_read },
    [SLEEPS] = { sleep_write, sleep_read },
    [BATCHES] = { spin_write, spin_read },
};

/* ---- turns ---- */

static void pin(int cpu)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    (void)sched_setaffinity(0, sizeof one, &one);
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Bytes a second. */
static double run(struct ring *ring, enum way way, size_t size)
{
    /* Small messages take longer: fewer of them. */
    size_t whole = size < 1024 ? TURN_BYTES / 8 : TURN_BYTES;
    if (way == BATCHES)
        size *= BATCH;
    size_t total = whole / size * size;
    atomic_store(&ring->head, 0);
    atomic_store(&ring->tail, 0);
    ring->tail_seen = ring->head_seen = 0;
    atomic_store(&ring->reader_sleeps, 0);
    atomic_store(&ring->writer_sleeps, 0);
    double begin = now();
    pid_t reader = fork();
    if (reader == -1)
        err(2, "fork");
    if (reader == 0) {
        pin(1);
        ways[way].read(ring, size, total);
        _exit(0);
    }
    ways[way].write(ring, size, total);
    (void)waitpid(reader, NULL, 0);
    return (double)total / (now() - begin);
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double values[TURNS])
{
    qsort(values, TURNS, sizeof *values, by_size);
    return values[TURNS / 2];
}

int main(int argc, char **argv)
{
    static double ratio[WAYS][TURNS];
    long size = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    if (size < 1 || size > SIZE_MOST)
        errx(2, "usage: bench-rings SIZE, from 1 to %d", SIZE_MOST);
    struct ring *ring =
        mmap(NULL, sizeof *ring + CAPACITY + SIZE_MOST, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ring == MAP_FAILED)
        err(2, "mmap");
    memset(ring->data, 1, CAPACITY); /* every page is there */
    ring->capacity = CAPACITY;
    pin(0);
    for (int turn = 0; turn < TURNS; turn++) {
        double limit = run(ring, LIMIT, (size_t)size);
        for (int way = SPINS; way < WAYS; way++)
            ratio[way][turn] = run(ring, (enum way)way, (size_t)size) / limit;
        ratio[LIMIT][turn] = limit / 1e9;
    }
    for (int way = SPINS; way < WAYS; way++)
        (void)printf("%.3f\n", median(ratio[way]));
    (void)printf("%.3f\n", median(ratio[LIMIT]));
    return 0;
}

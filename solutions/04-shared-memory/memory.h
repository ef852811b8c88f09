/*
 * memory.h - the functions of lab 04, documented like manual pages.
 *
 *     process A                                          process B
 *   0x7f12...000  +-----------+   the same pages   +-----------+  0x7fa0...000
 *                 | store  ---|------> memory -----|--> load   |
 *                 +-----------+                    +-----------+
 *     no call, no copy, no order, and nobody is told: all of that is yours
 *
 * Conventions of every function here:
 * - It returns -1 or NULL and sets errno on an error, and then leaves nothing
 *   behind: no name, no mapping, no descriptor.
 * - A name is as shm_open takes it ("/x"), a key as shmget takes it. Neither is
 *   ever fixed: whoever runs the program says which.
 * - Memory is as large as was asked for, or larger (pages); it begins at an
 *   address that differs from process to process.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* ---- 4.1: make it, map it ------------------------------------------------ */

/*
 * Makes the shared memory object `name`, mode 0600, with `size` bytes of zeros
 * that are really there: when the memory is short it fails now, and not at some
 * store later. Maps it to read and to write; the descriptor is closed.
 * Returns the memory, which the caller gives back with munmap; the name stays.
 * Errors: those of shm_open, EEXIST when there is one of that name (which stays
 * as it is), ENOSPC when there is no room, those of mmap.
 *                              shm_open(3) posix_fallocate(3) mmap(2)
 */
void *create_memory(const char *name, size_t size);

/*
 * Maps an object that somebody else has made, all of it.
 * size    becomes its size in bytes
 * Returns the memory, or NULL. Errors: those of shm_open (ENOENT), EAGAIN while
 * it has no size yet, those of mmap.                        fstat(2) mmap(2)
 */
void *open_memory(const char *name, size_t *size);

/* ---- 4.2: is it ready? --------------------------------------------------- */

struct board {
    _Atomic uint32_t ready; /* 0 until all the rest is written */
    uint32_t length;        /* bytes of the text, with its NUL byte */
    char text[256];
};

/*
 * Makes a board with this text and tells everybody who waits for it. halfway is
 * called when the length stands there, and the text not yet.
 * text    shorter than 256 bytes
 * Returns the board, or NULL. Errors: those of create_memory.        futex(2)
 */
struct board *create_board(const char *name, const char *text,
                           void (*halfway)(void));

/*
 * Opens a board, and sleeps until it is ready, however long that takes.
 * Returns the board, whose text is whole; or NULL. Errors: those of open_memory;
 * EAGAIN also when the object is too small to be a board. What is not there yet
 * is not touched.                                                    futex(2)
 */
struct board *open_board(const char *name);

/* ---- 4.3: no pointers ---------------------------------------------------- */

/*
 *   list | used | first --.   entry: | next --.   | text \0 |
 *                          '------>            '------> ...
 */
struct entry {
    uint64_t next; /* what leads to the next entry; 0 for the last */
    char text[];
};

struct list {
    uint64_t used;  /* bytes of the memory that are taken, this struct too */
    uint64_t first; /* what leads to the first entry; 0 while there is none */
    uint64_t last;  /* what leads to the last entry, for list_add */
};

/*
 * Adds a text at the end of the list. The list fills memory of `size` bytes from
 * its beginning; zeros are an empty list.
 * Returns 0, or -1. Errors: ENOSPC when there is no room.
 */
int list_add(struct list *list, size_t size, const char *text);

/*
 * Goes through the list, also in a process that has mapped it elsewhere.
 * entry   the one before, or NULL to begin
 * Returns the next entry, or NULL behind the last.
 */
const struct entry *list_next(const struct list *list,
                              const struct entry *entry);

/* ---- 4.4: memory without a name ------------------------------------------ */

/*
 * The upper-case service: one child for each word, all at the same time; the
 * answers come back through memory that has no name.
 * words    count strings, 1 to 64 of them
 * answers  has room for count; answers[i] becomes the answer to words[i], which
 *          the caller frees, or NULL if that child did not end well (status 0)
 * Returns how many answers there are, or -1. Errors: those of mmap and fork.
 *                                             mmap(2), MAP_ANONYMOUS; fork(2)
 */
int shout_words(const char *const words[], int count, char *answers[],
                void (*working)(int worker));

/* ---- 4.5: System V ------------------------------------------------------- */

/*
 * Finds or makes the segment with this key, mode 0600, of at least size bytes.
 * One that is there and large enough will do; one that is too small, left by an
 * older program, is removed and made anew.
 * Returns its id, or -1. Errors: those of shmget and shmctl.
 *                                             shmget(2) shmctl(2) sysvipc(7)
 */
int open_segment(key_t key, size_t size);

/*
 * The whole life of a segment: opens it, attaches it, puts size times the byte
 * `fill` into it, calls work with its beginning, detaches it, and removes it.
 * Returns what work returned (-1 with its errno). The segment is gone in any
 * case. Errors: those of open_segment and shmat.             shmop(2) shmctl(2)
 */
int with_segment(key_t key, size_t size, char fill, int (*work)(char *memory));

/* ---- 4.6 and 4.7: a ring ------------------------------------------------- */

/*
 * A queue of bytes for one writer and one reader. Both counters only grow; byte
 * number n stands at data[n % capacity].
 *
 *           tail                head
 *   ....... |##### unread ######| ....... free .......
 *
 * The writer alone changes head, the reader alone tail. Each has a cache line of
 * its own (64 bytes), so that the two processors do not take it from each other.
 * Looking at the other's counter fetches its line from the other processor. So
 * each side may remember what it saw there last: the other only grows, hence
 * what was free (or unread) by then still is. All begin with 0.
 */
struct ring {
    _Alignas(64) _Atomic uint64_t head;          /* bytes ever written */
    uint64_t tail_seen;                          /* the writer's alone */
    _Alignas(64) _Atomic uint64_t tail;          /* bytes ever read */
    uint64_t head_seen;                          /* the reader's alone */
    _Alignas(64) _Atomic uint32_t reader_sleeps; /* 4.7: 1 while it may */
    _Atomic uint32_t writer_sleeps;
    uint64_t capacity; /* of data, never 0 */
    char data[];
};

/*
 * Puts as many of the count bytes into the ring as there is room for.
 * Returns how many, 0 when it is full. Never sleeps, takes no lock.
 *                                            C11 7.17.3, acquire and release
 */
size_t ring_put(struct ring *ring, const void *bytes, size_t count);

/* Takes at most count bytes out. Returns how many, 0 when it is empty. */
size_t ring_get(struct ring *ring, void *bytes, size_t count);

/*
 * Puts all count bytes in; sleeps while the ring is full, without using the
 * processor, and wakes a reader that sleeps. Returns 0. Errors: those of futex.
 *                                                                   futex(2)
 */
int ring_send(struct ring *ring, const void *bytes, size_t count);

/* Takes exactly count bytes out; sleeps while there are none. */
int ring_receive(struct ring *ring, void *bytes, size_t count);

/* ---- 4.8: a table that survives ------------------------------------------ */

#define ACCOUNTS 8

/* The sum of all accounts is always the same: money moves and is never made. */
struct table {
    pthread_mutex_t lock;
    int64_t account[ACCOUNTS];
    int64_t sum;
    int32_t from, to; /* a transfer that is under way, or from is -1 */
    int64_t amount, from_before, to_before;
};

/*
 * Makes zeroed memory a table with `each` on every account, whose lock several
 * processes may use, and which survives an owner that dies.
 * Returns 0, or -1. Errors: those of pthread_mutex_init.
 *                    pthread_mutexattr_setpshared(3) pthread_mutexattr_setrobust(3)
 */
int table_init(struct table *table, int64_t each);

/*
 * Moves amount from one account to another. halfway is called when the first of
 * the two has been changed and the other not yet; the caller may die in it.
 * A table whose last user died in the middle is repaired first: that transfer
 * was never made.
 * Returns 0, or -1. Errors: ENOTRECOVERABLE.     pthread_mutex_consistent(3)
 */
int table_move(struct table *table, int from, int to, int64_t amount,
               void (*halfway)(void));

#endif

/* memory_view.h - the bytes of shared memory, and when each changed last.
 *
 *   trace_memory ──bytes, time──► memory_view_update ──► value, last change and
 *                                                        number of changes
 *
 * Bookkeeping only: whoever reads the memory hands over what was read. A change
 * that is taken back between two looks is not seen.
 */
#ifndef OBSERVE_MEMORY_VIEW_H
#define OBSERVE_MEMORY_VIEW_H

#include <stddef.h>
#include <stdint.h>

#define MEMORY_VIEW_MOST 65536 /* bytes of one view */

struct memory_byte {
    uint64_t changed_us; /* when a look first found this value */
    uint32_t changes;    /* how often a look found another value than before */
    unsigned char value;
    unsigned char known; /* 1 once it has been read */
};

struct memory_view {
    uint64_t offset; /* of the first byte, in the object */
    size_t length;
    struct memory_byte *bytes; /* length of them */
    uint64_t looks;
    uint64_t looked_us; /* the time of the last look */
};

/* A view of length bytes from offset, none of them known. Returns 0, or -1 with
 * errno (EINVAL: length is 0 or more than MEMORY_VIEW_MOST). */
int memory_view_open(struct memory_view *view, uint64_t offset, size_t length);
void memory_view_close(struct memory_view *view);

/* A look at time now_us found count bytes (fewer than length where the memory
 * ends; the others keep what they were). Returns how many have changed since the
 * last look; the first look changes none. */
size_t memory_view_update(struct memory_view *view, const void *bytes,
                          size_t count, uint64_t now_us);

/* How many bytes have changed since that moment (in or after it). */
size_t memory_view_changed_since(const struct memory_view *view,
                                 uint64_t since_us);

#endif

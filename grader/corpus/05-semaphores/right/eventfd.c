/* eventfd with EFD_SEMAPHORE: semaphores that are descriptors (5.3).
 * expect: full points
 */
/* TOP(buffer.c) */
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* GAP(5.3a) */
    int free, ready, turn;
/* GAP(5.3b) */
    buffer->free = eventfd(room, EFD_SEMAPHORE | EFD_CLOEXEC);
    buffer->ready = eventfd(0, EFD_SEMAPHORE | EFD_CLOEXEC);
    buffer->turn = eventfd(1, EFD_SEMAPHORE | EFD_CLOEXEC);
    return buffer->free == -1 || buffer->ready == -1 || buffer->turn == -1 ? -1
                                                                           : 0;
/* REPLACE(store_item) */
static void take_one(int semaphore)
{
    uint64_t one;

    while (read(semaphore, &one, sizeof one) == -1 && errno == EINTR)
        ;
}

static void give_one(int semaphore)
{
    uint64_t one = 1;

    while (write(semaphore, &one, sizeof one) == -1 && errno == EINTR)
        ;
}

static void store_item(struct buffer *buffer, int item, void (*halfway)(void))
{
    buffer->items[buffer->head % buffer->room] = item;
    halfway();
    buffer->head++;
}
/* GAP(5.3c) */
    take_one(buffer->free);
    take_one(buffer->turn);
    store_item(buffer, item, halfway);
    give_one(buffer->turn);
    give_one(buffer->ready);
    return 0;
/* GAP(5.3d) */
    take_one(buffer->ready);
    take_one(buffer->turn);
    *item = fetch_item(buffer, halfway);
    give_one(buffer->turn);
    give_one(buffer->free);
    return 0;

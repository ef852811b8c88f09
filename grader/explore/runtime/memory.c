/* memory.c - which addresses other tasks can see.
 *
 *   address ─► region of this process ─► thing + offset, the same in every
 *                                        process, wherever it is mapped
 *
 * Regions are inherited over fork like the mappings themselves. A process with
 * several threads, or with a handler for signals, shares its own variables
 * with itself: then all of its memory but the stack counts.
 */
#include "explore/runtime/runtime.h"

#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REGIONS 64

static struct region {
    uintptr_t start, end;
    int thing;
    uint64_t offset; /* in the thing */
} regions[REGIONS];
static int region_count;
static bool own_counts;
static uintptr_t stack_end; /* of the first thread; stacks grow downwards */

extern char __executable_start, _end;

int thing_of(enum object_type type, uint64_t key, uint64_t second)
{
    for (uint32_t i = 1; i < board->thing_count; i++) {
        const struct thing *thing = &board->things[i];
        if (thing->type == type && thing->key == key && thing->second == second)
            return (int)i;
    }
    if (board->thing_count == BOARD_OBJECTS)
        run_unable("more objects than the explorer has room for");
    board->things[board->thing_count] =
        (struct thing){ .type = (uint32_t)type, .key = key, .second = second };
    return (int)board->thing_count++;
}

int thing_of_descriptor(int fd, enum object_type type)
{
    struct stat facts;
    if (fstat(fd, &facts) == -1)
        return 0;
    return thing_of(type, facts.st_ino, facts.st_dev);
}

int thing_of_name(const char *path)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    for (; *path; path++)
        hash = (hash ^ (unsigned char)*path) * 1099511628211u;
    return thing_of(THING_FILE, hash, 0);
}

void memory_begin(void)
{
    stack_end = (uintptr_t)__builtin_frame_address(0) + (1 << 16);
}

void region_add(const void *start, size_t size, int thing, uint64_t offset)
{
    if (region_count == REGIONS)
        run_unable("more shared mappings than the explorer has room for");
    regions[region_count++] =
        (struct region){ (uintptr_t)start, (uintptr_t)start + size, thing,
                         offset };
}

void region_remove(const void *start, size_t size)
{
    (void)size;
    for (int i = 0; i < region_count; i++)
        if (regions[i].start == (uintptr_t)start)
            regions[i--] = regions[--region_count];
}

void region_touch_own(void)
{
    own_counts = true;
}

static bool is_own(uintptr_t address)
{
    if (address >= (uintptr_t)board && address < (uintptr_t)(board + 1))
        return false;
    if (address >= (uintptr_t)&__executable_start && address < (uintptr_t)&_end)
        return true;
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    bool in_stack = address >= here - (1 << 20) && address < here + (8u << 20);
    return !in_stack && address < stack_end - (64u << 20);
}

static bool in_region(uintptr_t wanted, struct operation *op)
{
    for (int i = 0; i < region_count; i++)
        if (wanted >= regions[i].start && wanted < regions[i].end) {
            op->thing = (uint16_t)regions[i].thing;
            op->offset = wanted - regions[i].start + regions[i].offset;
            return true;
        }
    return false;
}

void memory_place(const void *address, struct operation *op)
{
    if (in_region((uintptr_t)address, op))
        return;
    op->thing = (uint16_t)thing_of(THING_PRIVATE, (uint64_t)me()->process, 0);
    op->offset = (uintptr_t)address;
}

bool memory_find(const void *address, struct operation *op)
{
    if (in_region((uintptr_t)address, op))
        return true;
    if (!own_counts || !is_own((uintptr_t)address))
        return false;
    memory_place(address, op);
    return true;
}

/* ---- the calls that make and end mappings ---- */

static int thing_of_mapping(int flags, int fd)
{
    struct stat facts;
    if ((flags & MAP_ANONYMOUS) || fstat(fd, &facts) == -1)
        return thing_of(THING_SHARED, ++board->mappings, 1);
    return thing_of(THING_SHARED, facts.st_ino, facts.st_dev);
}

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t from)
{
    void *memory = REAL(mmap)(at, size, protection, flags, fd, from);
    if (explored() && memory != MAP_FAILED && (flags & MAP_SHARED))
        region_add(memory, size, thing_of_mapping(flags, fd), (uint64_t)from);
    return memory;
}

int munmap(void *memory, size_t size)
{
    if (explored())
        region_remove(memory, size);
    return REAL(munmap)(memory, size);
}

void step_on_name(const char *name, const char *call, uint64_t pc)
{
    (void)turn((struct operation){ .name = call,
                                   .pc = pc,
                                   .thing = (uint16_t)thing_of_name(name),
                                   .flags = CHANGES });
    board->named = true;
}

int shm_open(const char *name, int flags, mode_t mode)
{
    if (explored())
        step_on_name(name, "shm_open", CALLER);
    return REAL(shm_open)(name, flags, mode);
}

int shm_unlink(const char *name)
{
    if (explored())
        step_on_name(name, "shm_unlink", CALLER);
    return REAL(shm_unlink)(name);
}

void *shmat(int id, const void *at, int flags)
{
    struct shmid_ds facts;
    void *memory = REAL(shmat)(id, at, flags);
    if (explored() && memory != (void *)-1 &&
        REAL(shmctl)(id, IPC_STAT, &facts) == 0)
        region_add(memory, facts.shm_segsz,
                   thing_of(THING_SHARED, (uint64_t)id, 2), 0);
    return memory;
}

int shmdt(const void *memory)
{
    if (explored())
        region_remove(memory, 0);
    return REAL(shmdt)(memory);
}

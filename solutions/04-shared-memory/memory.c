/*
 * memory.c - exercises 4.1 to 4.4: memory that several processes have.
 *
 *   4.1  create_memory, open_memory    a name, a size, a mapping
 *   4.2  create_board, open_board      existing is not ready
 *   4.3  list_add, list_next           offsets, since addresses differ
 *   4.4  shout_words                   memory without a name, before the fork
 *
 * A store of one process is a load of another: no call, no copy, and nobody is
 * told. So each exercise asks the same question in another way: how does the
 * other side know that what it sees is whole?
 *
 * What each function must do stands in memory.h. Read shm_overview(7) first.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"

/* ---- small helpers ------------------------------------------------------- */

/* Sleeps while *word is value; also returns for no reason at all. futex(2) */
static void futex_wait(_Atomic uint32_t *word, uint32_t value)
{
    syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

static void futex_wake_all(_Atomic uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

/* ---- 4.1 make it, map it ------------------------------------------------- */

/* Gives a new object its size and maps it. The caller closes fd. */
static void *size_and_map(int fd, size_t size)
{
    /*
     * TODO(4.1a): 1. posix_fallocate: size and room at once. It returns the
     * error and leaves errno alone. 2. mmap, to read and to write, shared.
     * 3. mmap says MAP_FAILED, the caller wants NULL.
     */
    /* SOLUTION(4.1a) */
    void *memory;

    errno = posix_fallocate(fd, 0, (off_t)size);
    if (errno != 0)
        return NULL;
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory; /* DOC: not-null */
    /* STARTER(4.1a)
    (void)fd;
    (void)size;
    errno = ENOSYS;
    return NULL;
    END(4.1a) */
}

void *create_memory(const char *name, size_t size)
{
    void *memory;
    int fd, saved;

    /*
     * TODO(4.1b): 1. shm_open, so that it fails when there is one already.
     * 2. size_and_map. 3. Close the descriptor: the mapping does not need it.
     * 4. If the memory could not be had, remove the name; errno stays.
     */
    /* SOLUTION(4.1b) */
    fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        return NULL;
    memory = size_and_map(fd, size);
    saved = errno;
    close(fd);
    if (memory == NULL)
        shm_unlink(name);
    errno = saved;
    return memory;
    /* STARTER(4.1b)
    (void)size_and_map;
    (void)name;
    (void)size;
    (void)memory;
    (void)fd;
    (void)saved;
    errno = ENOSYS;
    return NULL;
    END(4.1b) */
}

void *open_memory(const char *name, size_t *size)
{
    void *memory = MAP_FAILED;
    struct stat status;
    int fd = shm_open(name, O_RDWR, 0), saved;

    if (fd == -1)
        return NULL;
    /*
     * TODO(4.1c): 1. Ask for the size (fstat). 2. 0: its maker is not that far,
     * errno EAGAIN. 3. Else tell the size and map all of it.
     */
    /* SOLUTION(4.1c) */
    if (fstat(fd, &status) == 0) {
        *size = (size_t)status.st_size;
        if (status.st_size == 0)
            errno = EAGAIN;
        else
            memory =
                mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    /* STARTER(4.1c)
    (void)size;
    (void)status;
    errno = ENOSYS;
    END(4.1c) */
    saved = errno;
    close(fd);
    errno = saved;
    return memory == MAP_FAILED ? NULL : memory;
}

/* ---- 4.2 is it ready? ---------------------------------------------------- */

struct board *create_board(const char *name, const char *text,
                           void (*halfway)(void))
{
    struct board *board = create_memory(name, sizeof *board);

    if (board == NULL)
        return NULL;
    /*
     * TODO(4.2a): 1. Write the length. 2. Call halfway(). 3. Write the text.
     * 4. Set ready to 1, as a release: whoever sees the 1 sees all that was
     * written before. 5. Wake everybody who sleeps on it.
     */
    /* SOLUTION(4.2a) */
    board->length = (uint32_t)strlen(text) + 1;
    halfway();
    memcpy(board->text, text, board->length);
    atomic_store_explicit(&board->ready, 1, memory_order_release);
    futex_wake_all(&board->ready);
    /* STARTER(4.2a)
    (void)text;
    (void)halfway;
    (void)futex_wake_all;
    munmap(board, sizeof *board);
    errno = ENOSYS;
    board = NULL;
    END(4.2a) */
    return board;
}

struct board *open_board(const char *name)
{
    size_t size = 0;
    struct board *board = open_memory(name, &size);

    if (board == NULL)
        return NULL;
    /*
     * TODO(4.2b): 1. Too small to be a board: unmap it, errno EAGAIN. 2. Sleep
     * while ready is 0 (futex_wait looks at the value once more before it
     * sleeps, so no wake-up is lost). Read it as an acquire.
     */
    /* SOLUTION(4.2b) */
    if (size < sizeof *board) {
        munmap(board, size);
        errno = EAGAIN;
        return NULL;
    }
    while (atomic_load_explicit(&board->ready, memory_order_acquire) == 0)
        futex_wait(&board->ready, 0);
    return board;
    /* STARTER(4.2b)
    (void)futex_wait;
    munmap(board, size);
    errno = ENOSYS;
    return NULL;
    END(4.2b) */
}

/* ---- 4.3 no pointers ----------------------------------------------------- */

enum { ALIGNED = 8 };

static size_t aligned(size_t size)
{
    return (size + ALIGNED - 1) / ALIGNED * ALIGNED;
}

int list_add(struct list *list, size_t size, const char *text)
{
    size_t room = aligned(sizeof(struct entry) + strlen(text) + 1);
    struct entry *entry;

    if (list->used == 0)
        list->used = aligned(sizeof *list);
    if (room > size - list->used) {
        errno = ENOSPC;
        return -1;
    }
    entry = (struct entry *)((char *)list + list->used);
    memcpy(entry->text, text, strlen(text) + 1);
    entry->next = 0;
    /*
     * TODO(4.3a): 1. What leads to the new entry is how far it is from the
     * beginning of the list: list->used. 2. Store that in the last entry's
     * next, or in list->first if there is none; then in list->last. 3. Add room
     * to list->used. Return 0.
     */
    /* SOLUTION(4.3a) */
    if (list->first == 0)
        list->first = list->used;
    else
        ((struct entry *)((char *)list + list->last))->next = list->used;
    list->last = list->used;
    list->used += room;
    return 0;
    /* STARTER(4.3a)
    (void)entry;
    errno = ENOSYS;
    return -1;
    END(4.3a) */
}

const struct entry *list_next(const struct list *list,
                              const struct entry *entry)
{
    /*
     * TODO(4.3b): 1. Take what leads to the next one: of the list, if entry is
     * NULL, or of the entry. 2. 0: NULL. 3. Else the address in THIS process.
     */
    /* SOLUTION(4.3b) */
    uint64_t next = entry == NULL ? list->first : entry->next;

    if (next == 0)
        return NULL;
    return (const struct entry *)((const char *)list + next);
    /* STARTER(4.3b)
    (void)list;
    (void)entry;
    errno = ENOSYS;
    return NULL;
    END(4.3b) */
}

/* ---- 4.4 memory without a name ------------------------------------------- */

/* The child's part: the answer goes to its place in the common memory. */
static _Noreturn void be_worker(const char *word, char *place)
{
    while (*word != '\0')
        *place++ = (char)toupper((unsigned char)*word++);
    *place = '\0';
    _exit(0);
}

/* Room for all words, each with its NUL byte, one behind the other. */
static size_t room_for(const char *const words[], int count)
{
    size_t room = 1;

    for (int i = 0; i < count; i++)
        room += strlen(words[i]) + 1;
    return room;
}

static int status_of(pid_t pid)
{
    int word;

    while (waitpid(pid, &word, 0) == -1)
        if (errno != EINTR)
            return -1;
    return word;
}

int shout_words(const char *const words[], int count, char *answers[],
                void (*working)(int worker))
{
    size_t room = room_for(words, count), at = 0;
    int good = 0, started = 0;
    pid_t pids[64];
    char *memory;

    /* TODO(4.4a): Map `room` bytes that have no name and that children share. */
    /* SOLUTION(4.4a) */
    memory = mmap(NULL, room, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return -1;
    /* STARTER(4.4a)
    (void)answers;
    (void)room;
    memory = NULL;
    errno = ENOSYS;
    if (started == 0)
        return -1;
    END(4.4a) */
    for (; started < count; started++) {
        pids[started] = fork();
        if (pids[started] == -1)
            break;
        if (pids[started] == 0) {
            working(started);
            be_worker(words[started], memory + at);
        }
        at += strlen(words[started]) + 1;
    }
    at = 0;
    /*
     * TODO(4.4b): For each child that was started: 1. Wait for it (status_of).
     * 2. If it ended with status 0, its answer is a copy of the string at
     * memory + at, else NULL. 3. at moves on behind the word's place. Count the
     * answers. Then give the memory back.
     */
    /* SOLUTION(4.4b) */
    for (int i = 0; i < started; i++) {
        answers[i] = status_of(pids[i]) == 0 ? strdup(memory + at) : NULL;
        at += strlen(words[i]) + 1;
        good += answers[i] != NULL;
    }
    munmap(memory, room);
    /* STARTER(4.4b)
    (void)status_of;
    END(4.4b) */
    if (started == count)
        return good;
    for (int i = 0; i < started; i++)
        free(answers[i]);
    errno = EAGAIN;
    return -1;
}

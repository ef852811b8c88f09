/* log.c - the append-only log, beyond a certain length in a file. */
#include "observe/log.h"

#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_SIZE (LOG_CHUNK * sizeof(struct event)) /* whole pages */
#define TEXT_SIZE ((size_t)1 << 20)

/* ---- stretches of the file ---- */

/* On a disk if there is one: /tmp is often memory. */
static int file_open(void)
{
    const char *const places[] = { getenv("TMPDIR"), "/var/tmp", "/tmp" };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        int fd = places[i] ? open(places[i], O_TMPFILE | O_RDWR | O_CLOEXEC,
                                  S_IRUSR | S_IWUSR)
                           : -1;
        if (fd != -1)
            return fd + 1;
    }
    return -1;
}

/* Room is taken before it is used: a full disk would be a SIGBUS later. Without
 * a file it is memory. */
static void *stretch_make(struct log *log, size_t size)
{
    void *stretch = MAP_FAILED;
    if (log->file == 0)
        log->file = file_open();
    if (log->file > 0 &&
        posix_fallocate(log->file - 1, log->written, (off_t)size) == 0) {
        stretch = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED,
                       log->file - 1, log->written);
        log->written += (int64_t)size;
    }
    if (stretch == MAP_FAILED) {
        if (log->file > 0)
            (void)close(log->file - 1);
        log->file = -1;
        stretch = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    if (stretch == MAP_FAILED)
        err(1, "no room for the log");
    return stretch;
}

/* The bytes stay, in the file. Of memory without a file they would be lost. */
static void stretch_leave(const struct log *log, void *stretch, size_t size)
{
    if (log->file > 0)
        (void)madvise(stretch, size, MADV_DONTNEED);
}

/* ---- texts ---- */

static char *text_keep(struct log *log, char *text)
{
    size_t size = strlen(text) + 1;
    struct log_text *last =
        log->text_count > 0 ? &log->texts[log->text_count - 1] : NULL;
    if (!last || last->room - last->used < size) {
        size_t room = (size + TEXT_SIZE - 1) / TEXT_SIZE * TEXT_SIZE;
        if (last)
            stretch_leave(log, last->bytes, last->room);
        log->texts = realloc(log->texts, (size_t)(log->text_count + 1) *
                                             sizeof *log->texts);
        if (!log->texts)
            err(1, "realloc");
        last = &log->texts[log->text_count++];
        *last = (struct log_text){ stretch_make(log, room), 0, room };
    }
    char *kept = last->bytes + last->used;
    memcpy(kept, text, size);
    last->used += size;
    free(text);
    return kept;
}

/* ---- the log ---- */

static void chunk_add(struct log *log, size_t chunk)
{
    log->chunks = realloc(log->chunks, (chunk + 1) * sizeof(struct event *));
    if (!log->chunks)
        err(1, "realloc");
    if (chunk > LOG_IN_MEMORY)
        stretch_leave(log, log->chunks[chunk - 1], CHUNK_SIZE);
    log->chunks[chunk] = chunk < LOG_IN_MEMORY ? malloc(CHUNK_SIZE)
                                               : stretch_make(log, CHUNK_SIZE);
    if (!log->chunks[chunk])
        err(1, "malloc");
}

struct event *log_append(struct log *log, const struct event *event)
{
    size_t chunk = log->count / LOG_CHUNK;
    if (log->count % LOG_CHUNK == 0)
        chunk_add(log, chunk);
    struct event *entry = &log->chunks[chunk][log->count % LOG_CHUNK];
    *entry = *event;
    if (chunk >= LOG_IN_MEMORY && entry->text)
        entry->text = text_keep(log, entry->text);
    entry->number = ++log->count;
    return entry;
}

struct event *log_at(const struct log *log, size_t index)
{
    return &log->chunks[index / LOG_CHUNK][index % LOG_CHUNK];
}

void log_clear(struct log *log)
{
    for (size_t i = 0; i < log->count && i < LOG_IN_MEMORY * LOG_CHUNK; i++)
        free(log_at(log, i)->text);
    for (size_t chunk = 0; chunk * LOG_CHUNK < log->count; chunk++)
        if (chunk < LOG_IN_MEMORY)
            free(log->chunks[chunk]);
        else
            (void)munmap(log->chunks[chunk], CHUNK_SIZE);
    for (int i = 0; i < log->text_count; i++)
        (void)munmap(log->texts[i].bytes, log->texts[i].room);
    if (log->file > 0)
        (void)close(log->file - 1);
    free(log->chunks);
    free(log->texts);
    *log = (struct log){ 0 };
}

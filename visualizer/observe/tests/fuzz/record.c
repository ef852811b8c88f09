/* record.c - whatever a file holds, opening it as a record does no harm.
 *
 *   bytes ──► memfd ──► record_load ──► log ──► world after each event
 *                          │                       └──► waits, verdict, cause
 *                          └─ refused: one line, an empty log
 *
 * For libFuzzer, which calls LLVMFuzzerTestOneInput with one input after the
 * other; run.sh beside this file builds it and brings the first inputs.
 * https://llvm.org/docs/LibFuzzer.html
 */
#include "observe/cause.h"
#include "observe/record.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* libFuzzer's name for it. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void load(struct log *log, const uint8_t *bytes, size_t length)
{
    char path[64], message[256] = "";
    int fd = memfd_create("record", MFD_CLOEXEC);
    if (fd == -1 || write(fd, bytes, length) != (ssize_t)length)
        err(1, "memfd");
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int result = record_load(log, path, message, sizeof message);
    bool told = message[0] != '\0' && !strchr(message, '\n');
    if (result == -1 && (!told || log->count != 0))
        abort();
    (void)close(fd);
}

/* What a screen asks of the last moment of a record. */
static void ask(const struct world *world, const struct log *log)
{
    struct cause cause;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int k = 0; k < process->thread_count; k++) {
            struct wait wait;
            if (wait_of(world, process, &process->threads[k], &wait))
                free(wait_text(world, &wait));
        }
    }
    (void)wait_verdict(world);
    if (cause_find(world, log, &cause)) {
        free(cause_happened(world, &cause));
        free(cause_because(world, &cause));
        free(cause_chain(world, &cause));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct log log = { 0 };
    struct world world = { 0 };
    load(&log, bytes, length);
    for (size_t i = 0; i < log.count; i++)
        world_apply(&world, log_at(&log, i));
    ask(&world, &log);
    world_clear(&world);
    log_clear(&log);
    return 0;
}

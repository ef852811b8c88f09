/* left.c - tests what is found of a program's names, and that it goes away. */
#include "harness/left.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

static struct run *play_shell(const char *script)
{
    struct scene scene = { .arguments = { "-c", script } };
    return run_play("/bin/sh", &scene);
}

static const struct left_name *find(const struct run *run,
                                    enum object_kind kind)
{
    const struct left_name *left = left_of_kind(run, kind);
    cr_assert(left, "kind %s: nothing found; it said: %s",
              object_kind_name(kind), run->errors);
    return left;
}

Test(left, nothing)
{
    struct run *run = play_shell("mkfifo a && rm a; true >file");
    cr_assert(run && run->end == RUN_ENDED);
    cr_assert_eq(run->name_count, 1); /* the file */
    cr_assert(find(run, OBJECT_FILE));
    cr_assert_null(left_of_kind(run, OBJECT_NONE));
    run_close(run);
}

Test(left, fifo_in_a_directory)
{
    struct run *run = play_shell("mkdir in && mkfifo in/fifo");
    const char *name = find(run, OBJECT_FIFO)->name;
    const char *tail = strstr(name, "/in/fifo");
    cr_assert(tail && strcmp(tail, "/in/fifo") == 0, "%s", name);
    run_close(run);
}

Test(left, system_v)
{
    struct run *run = play_shell("ipcmk -Q && ipcmk -M 4096 && ipcmk -S 2");
    (void)find(run, OBJECT_MSGQ);
    (void)find(run, OBJECT_SEGMENT);
    (void)find(run, OBJECT_SEMSET);
    cr_assert_eq(run->name_count, 3);
    run_close(run);
}

Test(left, system_v_removed)
{
    struct run *run = play_shell("ipcrm -q $(ipcmk -Q | tr -dc 0-9)");
    cr_assert_eq(run->name_count, 0, "%s", run->errors);
    run_close(run);
}

/* Without walls others' names lie there, too, and none is taken for ours. */
Test(left, shared_memory)
{
    struct run *run = play_shell("echo x >/dev/shm/left.$$; "
                                 "echo x >/dev/shm/sem.left.$$; "
                                 "[ -e /lab ] || rm /dev/shm/*left.$$");
    if (run->isolation) {
        (void)find(run, OBJECT_MEMORY);
        (void)find(run, OBJECT_SEMAPHORE);
    } else {
        cr_assert_null(left_of_kind(run, OBJECT_NONE));
    }
    run_close(run);
}

/* 04-shared-memory.c - what lab 04 demands of 4.1 to 4.3, as a list of checks:
 * memory with a name, made, found ready, and read elsewhere.
 *
 * main.c plays the other side with processes of its own; a move holds one of
 * them at the moment that decides (the object is there and has no size, the
 * length is written and the text is not), or kills it there. What a mapping
 * shares is looked for in what the other process sees. 10 seconds of wall clock
 * a run are the brake (run.h); no verdict comes from it.
 *
 *   04-shared-memory.c            4.1 to 4.3: objects with a name
 *   04-shared-memory-nameless.c   4.4 and 4.5: without a name, and with a key
 *   04-shared-memory-rings.c      4.6 to 4.8: rings, and a table that survives
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/mapped.h"
#include "harness/moments.h"
#include "tests/04-shared-memory.h"

const struct setting memory_plain = { .roles = true };

static struct place place_of_crash(const struct run *run)
{
    struct place mapped = place_of_last_map(run);
    bool is_main =
        !run->crashed_at.file || strcmp(run->crashed_at.file, "main.c") == 0;
    if (is_main && run->refused > 0)
        return run->failed_at;
    return is_main && mapped.file ? mapped : run->crashed_at;
}

struct run *memory_play(struct check *check, struct scene *scene,
                        const char *code, const char *cause)
{
    check->crash_code = code;
    check->crash_cause = cause;
    check->crash_place = place_of_crash;
    struct run *run = check_play(check, scene);
    check->crash_code = check->crash_cause = NULL;
    return run;
}

/* ---- 4.1 make it, map it ---- */

static const char not_sized[] =
    "a new object has size 0: mmap maps it all the same, and the first store "
    "that finds no page gets SIGBUS";
static const char private_copy[] =
    "with MAP_PRIVATE each process gets its own copy of a page at its first "
    "store";

static void demand_shared(struct check *check, const char *size)
{
    struct scene scene = { .arguments = { "4.1", "/lab-memory", size } };
    memory_play(check, &scene, "PSHM-01", not_sized);
    check_result(check, "created", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "child sees", size, "PSHM-02", NOWHERE, private_copy);
    check_result(check, "parent sees", "16", "PSHM-02", NOWHERE, private_copy);
    check_nothing_left(check, OBJECT_MEMORY, "PSHM-05", NULL);
}

Test(ex_4_1, shared)
{
    struct check *check = check_begin("4.1", "shared", &memory_plain);
    demand_shared(check, "10");
    demand_shared(check, "100000");
    cr_assert(check_end(check));
}

Test(ex_4_1, there_already)
{
    struct check *check = check_begin("4.1", "there_already", &memory_plain);
    struct scene scene = { .arguments = { "-l", "4.1", "/lab-memory", "40" } };
    check_play(check, &scene);
    const char *cause = "an object of that name was in use; only the one whose "
                        "O_EXCL succeeded may change it";
    check_result(check, "created", "-1 EEXIST", "PSHM-10", NOWHERE, cause);
    check_result(check, "old", "keep", "PSHM-10", NOWHERE, cause);
    cr_assert(check_end(check));
}

Test(ex_4_1, no_size_yet)
{
    struct check *check = check_begin("4.1", "no_size_yet", &memory_plain);
    struct scene scene = { .arguments = { "-z", "4.1", "/lab-memory", "40" } };
    memory_play(check, &scene, "PSHM-06",
                "its maker had not given it a size yet, and it was touched");
    check_result(check, "opened", "-1 EAGAIN", "PSHM-06", NOWHERE,
                 "the object is there, and its maker has not given it a size "
                 "yet: existing is not ready");
    cr_assert(check_end(check));
}

/* /dev/shm has 16 MiB behind the walls, and as much as the machine without. */
Test(ex_4_1, no_room)
{
    struct check *check = check_begin("4.1", "no_room", &memory_plain);
    struct scene scene = { .arguments = { "4.1", "/lab-memory", "33554432" } };
    struct run *run = memory_play(
        check, &scene, "PSHM-08",
        "/dev/shm is smaller than that: ftruncate reserves nothing, "
        "so the store that found no room got SIGBUS");
    if (run->isolation)
        check_result(check, "created", "-1 ENOSPC", "PSHM-08", NOWHERE,
                     "there is no room for it");
    check_nothing_left(check, OBJECT_MEMORY, "PSHM-05",
                       "the name was made, the memory could not be had, and "
                       "the name stayed");
    cr_assert(check_end(check));
}

Test(ex_4_1, mmap_fails)
{
    struct check *check = check_begin("4.1", "mmap_fails", &memory_plain);
    struct scene scene = {
        .arguments = { "4.1", "/lab-memory", "5000" },
        .moves = { FAIL_AT(MOVE_ROOT, ROLE_MAP, OBJECT_NONE, 0, ENOMEM) },
    };
    struct run *run = memory_play(
        check, &scene, "PSHM-07",
        "mmap had failed and returned MAP_FAILED, which is -1 and not "
        "a null pointer");
    if (run->refused > 0)
        check_result(check, "created", "-1 ENOMEM", "PSHM-07", run->failed_at,
                     "mmap failed with ENOMEM");
    check_nothing_left(check, OBJECT_MEMORY, "PSHM-05",
                       "mmap failed, and the name stayed");
    cr_assert(check_end(check));
}

/* ---- 4.2 is it ready? ---- */

static const struct setting meeting = { .roles = true, .computing = "PSHM-09" };

/* The reader comes when all is done. */
Test(ex_4_2, meets)
{
    struct check *check = check_begin("4.2", "meets", &meeting);
    struct scene scene = {
        .arguments = { "4.2", "/lab-board", "hello" },
        .moves = { HOLD_AT(2, ROLE_POLL, OBJECT_NONE, 1) },
    };
    check_play(check, &scene);
    check_result(check, "made", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "text", "hello", "PSHM-06", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* Its maker stands still with the object open and nothing done. */
Test(ex_4_2, before_it_has_a_size)
{
    struct check *check = check_begin("4.2", "before_it_has_a_size", &meeting);
    struct scene scene = {
        .arguments = { "-e", "4.2", "/lab-board", "hello" },
        .moves = { HOLD_AT(1, ROLE_SIZE, OBJECT_NONE, 1) },
    };
    check_play(check, &scene);
    check_reader_whole(check, "PSHM-06",
                       "the board was there, and had no size yet");
    if (scene.moves[0].seen > 0) /* there are other ways to a size */
        check_result(check, "first try", "-1 EAGAIN", "PSHM-06", NOWHERE,
                     "the object is there, and not yet large enough to be a "
                     "board");
    check_result(check, "text", "hello", "PSHM-06", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* Its maker has told main that it is halfway, and stands still there. */
Test(ex_4_2, halfway)
{
    struct check *check = check_begin("4.2", "halfway", &meeting);
    struct scene scene = {
        .arguments = { "4.2", "/lab-board", "hello" },
        .moves = { HOLD_AT(1, ROLE_WRITE, OBJECT_NONE, 2) },
    };
    check_play(check, &scene);
    check_result(check, "text", "hello", "PSHM-06", NOWHERE,
                 "the length was written and the text was not, when the "
                 "reader took it: wait for the ready mark, which comes last");
    check_result(check, "made", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_4_2, made_twice)
{
    struct check *check = check_begin("4.2", "made_twice", &meeting);
    struct scene scene = { .arguments = { "-l", "4.2", "/lab-board", "one" } };
    check_play(check, &scene);
    struct place at = place_of_object(check->run, OBJECT_MEMORY);
    check_result(check, "made again", "-1 EEXIST", "PSHM-10", at,
                 "the board is in use, and was made anew");
    check_result(check, "text", "one", "PSHM-10", at, NULL);
    cr_assert(check_end(check));
}

/* ---- 4.3 no pointers ---- */

static const char pointer[] =
    "what was stored leads to an address of the process that stored it; this "
    "process has mapped the list elsewhere";

Test(ex_4_3, elsewhere)
{
    struct check *check = check_begin("4.3", "elsewhere", &memory_plain);
    struct scene scene = { .arguments = { "4.3", "/lab-list", "one", "two",
                                          "three four", "" } };
    memory_play(check, &scene, "PSHM-04", pointer);
    check_output_as(check, "one\ntwo\nthree four\n\n", 20, "PSHM-04", NOWHERE,
                    pointer);
    struct scene none = { .arguments = { "4.3", "/lab-list" } };
    check_play(check, &none);
    check_output(check, "", 0);
    cr_assert(check_end(check));
}

Test(ex_4_3, no_room)
{
    struct check *check = check_begin("4.3", "no_room", &memory_plain);
    char *text = check_one_line(check, 3000);
    struct scene scene = { .arguments = { "4.3", "/lab-list", text, text } };
    memory_play(check, &scene, "PSHM-04", pointer);
    check_result(check, "added", "-1 ENOSPC", "RESULT", NOWHERE, NULL);
    char *output = text_of("%s\n", text);
    check_output(check, output, 3001);
    free(output);
    free(text);
    cr_assert(check_end(check));
}

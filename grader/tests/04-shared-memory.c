/* 04-shared-memory.c - what lab 04 demands, as a list of checks.
 *
 * main.c plays the other side with processes of its own; a move holds one of
 * them at the moment that decides (the object is there and has no size, the
 * length is written and the text is not), or kills it there. What a mapping
 * shares is looked for in what the other process sees. 10 seconds of wall clock
 * a run are the brake (run.h); no verdict comes from it.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/mapped.h"

static const struct setting plain = { .roles = true };
static const struct setting meeting = { .roles = true, .computing = "PSHM-09" };
static const struct setting sleeping = {
    .roles = true,
    .computing = "PSHM-09",
    .busy = "PSHM-09",
};
static const struct setting surviving = {
    .roles = true,
    .stuck = { [CAUSE_DEAD_OWNER] = "DB-09" },
};

/* The store is main's; what is wrong was done when the memory was mapped. */
static struct place crash_of(const struct run *run)
{
    struct place mapped = place_of_last_map(run);
    bool is_main =
        !run->crashed_at.file || strcmp(run->crashed_at.file, "main.c") == 0;
    if (is_main && run->refused > 0)
        return run->failed_at;
    return is_main && mapped.file ? mapped : run->crashed_at;
}

/* The next run can crash for one reason only. */
static void expect_crash(struct check *check, const char *code,
                         const char *cause)
{
    check->crash_code = code;
    check->crash_cause = cause;
    check->crash_place = crash_of;
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
    expect_crash(check, "PSHM-01", not_sized);
    check_play(check, &scene);
    expect_crash(check, NULL, NULL);
    check_result(check, "created", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "child sees", size, "PSHM-02", NOWHERE, private_copy);
    check_result(check, "parent sees", "16", "PSHM-02", NOWHERE, private_copy);
    check_nothing_left(check, OBJECT_MEMORY, "PSHM-05", NULL);
}

Test(ex_4_1, shared)
{
    struct check *check = check_begin("4.1", "shared", &plain);
    demand_shared(check, "10");
    demand_shared(check, "100000");
    cr_assert(check_end(check));
}

Test(ex_4_1, there_already)
{
    struct check *check = check_begin("4.1", "there_already", &plain);
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
    struct check *check = check_begin("4.1", "no_size_yet", &plain);
    struct scene scene = { .arguments = { "-z", "4.1", "/lab-memory", "40" } };
    expect_crash(check, "PSHM-06",
                 "its maker had not given it a size yet, and it was touched");
    check_play(check, &scene);
    expect_crash(check, NULL, NULL);
    check_result(check, "opened", "-1 EAGAIN", "PSHM-06", NOWHERE,
                 "the object is there, and its maker has not given it a size "
                 "yet: existing is not ready");
    cr_assert(check_end(check));
}

/* /dev/shm has 16 MiB behind the walls, and as much as the machine without. */
Test(ex_4_1, no_room)
{
    struct check *check = check_begin("4.1", "no_room", &plain);
    struct scene scene = { .arguments = { "4.1", "/lab-memory", "33554432" } };
    expect_crash(check, "PSHM-08",
                 "/dev/shm is smaller than that: ftruncate reserves nothing, "
                 "so the store that found no room got SIGBUS");
    struct run *run = check_play(check, &scene);
    expect_crash(check, NULL, NULL);
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
    struct check *check = check_begin("4.1", "mmap_fails", &plain);
    struct scene scene = {
        .arguments = { "4.1", "/lab-memory", "5000" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_MAP, OBJECT_NONE, MOVE_ROOT,
                     0, ENOMEM, 0 } },
    };
    expect_crash(check, "PSHM-07",
                 "mmap had failed and returned MAP_FAILED, which is -1 and not "
                 "a null pointer");
    struct run *run = check_play(check, &scene);
    expect_crash(check, NULL, NULL);
    if (run->refused > 0)
        check_result(check, "created", "-1 ENOMEM", "PSHM-07", run->failed_at,
                     "mmap failed with ENOMEM");
    check_nothing_left(check, OBJECT_MEMORY, "PSHM-05",
                       "mmap failed, and the name stayed");
    cr_assert(check_end(check));
}

/* ---- 4.2 is it ready? ---- */

/* The reader comes when all is done. */
Test(ex_4_2, meets)
{
    struct check *check = check_begin("4.2", "meets", &meeting);
    struct scene scene = {
        .arguments = { "4.2", "/lab-board", "hello" },
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_POLL, OBJECT_NONE, 2, 1, 0,
                     0 } },
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
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_SIZE, OBJECT_NONE, 1, 1, 0,
                     0 } },
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
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_WRITE, OBJECT_NONE, 1, 2, 0,
                     0 } },
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
    check_result(check, "made again", "-1 EEXIST", "PSHM-10", NOWHERE,
                 "the board is in use, and was made anew");
    check_result(check, "text", "one", "PSHM-10", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 4.3 no pointers ---- */

static const char pointer[] =
    "what was stored leads to an address of the process that stored it; this "
    "process has mapped the list elsewhere";

Test(ex_4_3, elsewhere)
{
    struct check *check = check_begin("4.3", "elsewhere", &plain);
    struct scene scene = { .arguments = { "4.3", "/lab-list", "one", "two",
                                          "three four", "" } };
    expect_crash(check, "PSHM-04", pointer);
    check_play(check, &scene);
    expect_crash(check, NULL, NULL);
    check_output_as(check, "one\ntwo\nthree four\n\n", 20, "PSHM-04", NOWHERE,
                    pointer);
    struct scene none = { .arguments = { "4.3", "/lab-list" } };
    check_play(check, &none);
    check_output(check, "", 0);
    cr_assert(check_end(check));
}

Test(ex_4_3, no_room)
{
    struct check *check = check_begin("4.3", "no_room", &plain);
    char *text = check_letters(check, 3000);
    for (char *at = text; *at; at++)
        *at = *at == '\n' ? '-' : *at;
    struct scene scene = { .arguments = { "4.3", "/lab-list", text, text } };
    expect_crash(check, "PSHM-04", pointer);
    check_play(check, &scene);
    check_result(check, "added", "-1 ENOSPC", "RESULT", NOWHERE, NULL);
    char *output = text_of("%s\n", text);
    check_output(check, output, 3001);
    free(output);
    free(text);
    cr_assert(check_end(check));
}

/* ---- 4.4 memory without a name ---- */

static void demand_answers(struct check *check, struct scene *scene,
                           const char *answers, const char *output)
{
    check_play(check, scene);
    if (check->run->output_length != strlen(output))
        check_shared_before_fork(check);
    check_output(check, output, strlen(output));
    check_result(check, "answers", answers, "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

Test(ex_4_4, answers)
{
    struct check *check = check_begin("4.4", "answers", &plain);
    struct scene scene = { .arguments = { "4.4", "one", "", "three" } };
    demand_answers(check, &scene, "3", "ONE\n\nTHREE\n");
    struct scene order = { .arguments = { "4.4", "a", "b", "c" },
                           .ends_in_reverse = true };
    demand_answers(check, &order, "3", "A\nB\nC\n");
    cr_assert(check_end(check));
}

Test(ex_4_4, worker_dies)
{
    struct check *check = check_begin("4.4", "worker_dies", &plain);
    struct scene scene = { .arguments = { "-k", "1", "4.4", "a", "b", "c" } };
    demand_answers(check, &scene, "2", "A\nC\n");
    check_line(check, "= answer 1 none", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 4.5 System V ---- */

static void demand_segment(struct check *check, struct scene *scene,
                           const char *returned)
{
    expect_crash(check, "SVSHM-02",
                 "shmat had failed and returned (void *)-1, which is not a "
                 "null pointer");
    check_play(check, scene);
    expect_crash(check, NULL, NULL);
    check_segment_calls(check);
    check_result(check, "returned", returned, "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_SEGMENT, "SVSHM-01",
                       "a segment stays until somebody removes it "
                       "(IPC_RMID), also when all have detached");
}

Test(ex_4_5, life)
{
    struct check *check = check_begin("4.5", "life", &plain);
    struct scene scene = { .arguments = { "4.5", "4711", "5000", "Q" } };
    demand_segment(check, &scene, "42");
    check_result(check, "filled", "5000 Q", "RESULT", NOWHERE, NULL);
    check_result(check, "mode", "600, attached 1", "SVSHM-05", NOWHERE,
                 "the low nine bits of shmget's flags are the mode");
    cr_assert(check_end(check));
}

Test(ex_4_5, smaller_one)
{
    struct check *check = check_begin("4.5", "smaller_one", &plain);
    struct scene scene = { .arguments = { "-o", "100", "4.5", "4711", "5000",
                                          "Q" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "returned", "42", "SVSHM-03",
                 place_of_result(run, ROLE_GET, -EINVAL),
                 "the key already named a smaller segment, left by an older "
                 "program");
    check_result(check, "filled", "5000 Q", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_SEGMENT, "SVSHM-01", NULL);
    cr_assert(check_end(check));
}

Test(ex_4_5, large_one)
{
    struct check *check = check_begin("4.5", "large_one", &plain);
    struct scene scene = { .arguments = { "-o", "9000", "4.5", "4711", "5000",
                                          "Q" } };
    demand_segment(check, &scene, "42");
    cr_assert(check_end(check));
}

Test(ex_4_5, work_fails)
{
    struct check *check = check_begin("4.5", "work_fails", &plain);
    struct scene scene = { .arguments = { "-w", "4.5", "4711", "50", "Q" } };
    demand_segment(check, &scene, "-1 EDOM");
    cr_assert(check_end(check));
}

Test(ex_4_5, shmat_fails)
{
    struct check *check = check_begin("4.5", "shmat_fails", &plain);
    struct scene scene = {
        .arguments = { "4.5", "4711", "50", "Q" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_ATTACH, OBJECT_NONE,
                     MOVE_ROOT, 0, EMFILE, 0 } },
    };
    demand_segment(check, &scene, "-1 EMFILE");
    cr_assert(check_end(check));
}

/* ---- 4.6 a ring ---- */

static void demand_ring(struct check *check, struct scene *scene,
                        const char *total)
{
    struct run *run = check_play(check, scene);
    const char *wrong = run_result(run, "wrong");
    char *happened = text_of("the reader got another byte than the writer put "
                             "in, %s",
                             wrong ? wrong : "?");
    check_that(check, !wrong, "OUT", NOWHERE, "a byte was lost or doubled",
               happened,
               text_of("the bytes first, then head behind them; and a place "
                       "is free only when tail has gone past it"));
    check_result(check, "right", total, "RESULT", NOWHERE, NULL);
}

Test(ex_4_6, through_a_small_ring)
{
    struct check *check = check_begin("4.6", "through_a_small_ring", &plain);
    struct scene scene = { .arguments = { "4.6", "100", "33", "5000" } };
    demand_ring(check, &scene, "5000");
    struct scene one = { .arguments = { "4.6", "1", "3", "50" } };
    demand_ring(check, &one, "50");
    cr_assert(check_end(check));
}

/* The writer comes first and fills it; the reader comes first and finds none. */
Test(ex_4_6, full_and_empty)
{
    struct check *check = check_begin("4.6", "full_and_empty", &plain);
    struct scene large = { .arguments = { "4.6", "4096", "4096", "40960" } };
    demand_ring(check, &large, "40960");
    struct scene none = { .arguments = { "4.6", "10", "10", "0" } };
    demand_ring(check, &none, "0");
    cr_assert(check_end(check));
}

/* ---- 4.7 a ring that sleeps ---- */

Test(ex_4_7, through_a_small_ring)
{
    struct check *check = check_begin("4.7", "through_a_small_ring", &sleeping);
    struct scene scene = { .arguments = { "4.7", "100", "33", "5000" } };
    demand_ring(check, &scene, "5000");
    struct scene one = { .arguments = { "4.7", "1", "3", "50" } };
    demand_ring(check, &one, "50");
    cr_assert(check_end(check));
}

/* Child n does not begin until all others sleep. */
static void demand_sleep(struct check *check, int child)
{
    struct scene scene = {
        .arguments = { "4.7", "100", "33", "5000" },
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_WRITE, OBJECT_NONE, child, 1,
                     0, 0 } },
    };
    demand_ring(check, &scene, "5000");
}

Test(ex_4_7, writer_sleeps)
{
    struct check *check = check_begin("4.7", "writer_sleeps", &sleeping);
    demand_sleep(check, 2);
    cr_assert(check_end(check));
}

Test(ex_4_7, reader_sleeps)
{
    struct check *check = check_begin("4.7", "reader_sleeps", &sleeping);
    demand_sleep(check, 1);
    cr_assert(check_end(check));
}

/* Between its last look and its sleep the other one does all it can. */
Test(ex_4_7, wake_comes_first)
{
    struct check *check = check_begin("4.7", "wake_comes_first", &sleeping);
    for (int child = 1; child <= 2; child++)
        for (int nth = 1; nth <= 2; nth++) {
            struct scene scene = {
                .arguments = { "4.7", "100", "33", "600" },
                .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_FUTEX, OBJECT_NONE,
                             child, nth, 0, 0 } },
            };
            demand_ring(check, &scene, "600");
        }
    cr_assert(check_end(check));
}

/* ---- 4.8 a table that survives ---- */

static void demand_table(struct check *check, struct scene *scene)
{
    struct run *run = check_play(check, scene);
    const char *moved = run_result(run, "moved");
    bool dead = strstr(run->errors, "= moved -1 EOWNERDEAD") ||
                strstr(run->errors, "= moved -1 ENOTRECOVERABLE");
    check_that(check, !dead, "DB-10", NOWHERE,
               "the lock of a dead owner was not taken over",
               text_of("a move after the death of a process gave %s",
                       moved ? moved : "nothing"),
               text_of("EOWNERDEAD means: you have the lock, repair, call "
                       "pthread_mutex_consistent, go on"));
    check_result(check, "sum", "800", "DB-11", NOWHERE,
                 "a process died in the middle of a move, and what it had half "
                 "done is still there: the lock was given on, the data were "
                 "not repaired");
}

Test(ex_4_8, moves)
{
    struct check *check = check_begin("4.8", "moves", &surviving);
    struct scene scene = { .arguments = { "4.8", "3" } };
    demand_table(check, &scene);
    check_result(check, "first account", "90", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_4_8, owner_dies)
{
    struct check *check = check_begin("4.8", "owner_dies", &surviving);
    struct scene first = { .arguments = { "-k", "0", "4.8", "3" } };
    demand_table(check, &first);
    check_result(check, "first account", "100", "DB-11", NOWHERE,
                 "the move that was under way was never made");
    struct scene later = { .arguments = { "-k", "2", "4.8", "6" } };
    demand_table(check, &later);
    cr_assert(check_end(check));
}

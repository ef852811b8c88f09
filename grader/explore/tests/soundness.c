/* soundness.c - no end of a program escapes the search, and none is made up.
 *
 *   200 sketches ─► one program ─► search, reduced ─► ends ─┐
 *              └──► every order of steps (model.c) ─► ends ─┴─ the same?
 *
 * SOUNDNESS_SEED draws others; the seed is printed when something differs.
 */
#include "explore/tests/room.h"
#include "explore/tests/sketch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SKETCHES 200

TestSuite(soundness, .timeout = 1800);

static struct sketch sketches[SKETCHES];
static uint64_t seed = 20260708;
static struct room room;

static void begin(void)
{
    char source[] = "/tmp/ipc-kit-XXXXXX.c";
    const char *wanted = getenv("SOUNDNESS_SEED");
    if (wanted)
        seed = strtoull(wanted, NULL, 10);
    uint64_t state = seed;
    for (int i = 0; i < SKETCHES; i++)
        sketches[i] = sketch_draw(&state);
    int fd = mkstemps(source, 2);
    FILE *file = fd == -1 ? NULL : fdopen(fd, "w");
    cr_assert(file);
    sketch_print(file, sketches, SKETCHES);
    cr_assert_eq(fclose(file), 0);
    room_build(&room, source, NULL);
    (void)unlink(source);
}

static void end(void)
{
    room_remove(&room);
}

/* What one run came to, in the words of struct ends. */
static void note_end(struct server *server, void *told)
{
    const struct board *board = server_board(server);
    struct ends *ends = told;
    char text[SKETCH_END] = "stuck";
    if (board->result == RUN_DONE) {
        ends_add(ends, server_output(server));
        return;
    }
    if (board->result != RUN_DEADLOCK) {
        ends_add(ends, "neither an end nor stuck");
        return;
    }
    for (uint32_t t = 1; t < board->task_count; t++) {
        size_t length = strlen(text);
        int steps = 0;
        for (uint32_t i = 0; i < board->step_count; i++)
            steps += board->steps[i].task == t;
        snprintf(text + length, sizeof text - length, " %d", steps);
    }
    ends_add(ends, text);
}

static uint64_t explore(int number, struct search_options options,
                        struct ends *ends)
{
    char text[16];
    struct search_result *result = calloc(1, sizeof *result);
    snprintf(text, sizeof text, "%d", number);
    cr_assert(result && setenv("SKETCH", text, 1) == 0);
    struct server *server = room_start(&room);
    options.blind = true;
    options.each = note_end;
    options.told = ends;
    cr_assert_eq(search(server, &options, result), 0);
    cr_assert(result->all);
    uint64_t runs = result->runs;
    server_stop(server);
    free(result);
    return runs;
}

static void missing(const struct ends *all, const struct ends *from,
                    const char *who)
{
    for (size_t i = 0; i < all->count; i++)
        if (!ends_have(from, all->texts[i]))
            cr_log_error("    \"%s\": not %s", all->texts[i], who);
}

/* The runs that it took. */
static uint64_t compare(int number, struct search_options options, bool *same)
{
    struct ends found = { 0 }, all = { 0 };
    sketch_ends(&sketches[number], options.bound, &all);
    uint64_t runs = explore(number, options, &found);
    missing(&all, &found, "found");
    missing(&found, &all, "possible");
    bool equal = all.count == found.count;
    for (size_t i = 0; i < all.count; i++)
        equal &= ends_have(&found, all.texts[i]);
    if (!equal)
        cr_log_error("sketch %d, bound %d, seed %llu", number, options.bound,
                     (unsigned long long)seed);
    *same &= equal;
    ends_free(&found);
    ends_free(&all);
    return runs;
}

static void compare_all(const char *what, struct search_options options)
{
    bool same = true;
    uint64_t runs = 0;
    for (int i = 0; i < SKETCHES; i++)
        runs += compare(i, options, &same);
    cr_log_info("%s: %d programs, %llu runs", what, SKETCHES,
                (unsigned long long)runs);
    cr_assert(same);
}

Test(soundness, without_bound, .init = begin, .fini = end)
{
    compare_all("no bound",
                (struct search_options){ .bound = -1, .reduce = true });
}

Test(soundness, bounds, .init = begin, .fini = end)
{
    for (int bound = 0; bound < 3; bound++)
        compare_all("bounded",
                    (struct search_options){ .bound = bound, .reduce = true });
}

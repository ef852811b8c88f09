/* ipcexplore - runs a program under all schedules that matter.
 *
 *   ipcexplore [OPTIONS] FILE.c...      --argument: words for the program
 *   ipcexplore --build PROGRAM FILE.c...
 *
 *   FILE.c ─build─► program ─search─► a run that fails ─► table, lines, and a
 *                                     or none             schedule to replay
 *
 * Exit status: 0 all that was run passed, 1 a schedule fails, 2 it could not be
 * done.
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "explore/build.h"
#include "explore/chance.h"
#include "explore/explore.h"
#include "explore/folder.h"
#include "explore/record.h"
#include "explore/schedule.h"
#include "explore/table.h"

#define UNABLE 2

#define ARGUMENTS 16

struct wishes {
    struct search_options search;
    uint64_t chances, seed; /* runs by chance behind the others */
    const char *schedule, *record;
    const char *compiler;           /* NULL: the kit's */
    const char *build;              /* a program to be made, and no more */
    char *arguments[ARGUMENTS + 2]; /* with room for argv[0] and NULL */
    int argument_count;
    bool brief;
};

static _Noreturn void usage(void)
{
    fputs("usage: ipcexplore [--bound N] [--seconds N] [--all] [--brief]\n"
          "                  [--runs N] [--chance N] [--seed N]\n"
          "                  [--schedule TEXT] [--record FILE]\n"
          "                  [--argument WORD]... FILE.c...\n"
          "       ipcexplore --build PROGRAM [--compiler CC] FILE.c...\n",
          stderr);
    exit(UNABLE);
}

static long number(const char *text, long least, long most)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < least || value > most)
        errx(UNABLE, "%s: must be a whole number from %ld to %ld", text, least,
             most);
    return value;
}

static struct wishes read_options(int count, char *words[])
{
    static const struct option options[] = {
        { "bound", required_argument, NULL, 'b' },
        { "seconds", required_argument, NULL, 't' },
        { "runs", required_argument, NULL, 'r' },
        { "all", no_argument, NULL, 'a' },
        { "brief", no_argument, NULL, 'q' },
        { "schedule", required_argument, NULL, 's' },
        { "chance", required_argument, NULL, 'p' },
        { "seed", required_argument, NULL, 'x' },
        { "record", required_argument, NULL, 'o' },
        { "argument", required_argument, NULL, 'w' },
        { "build", required_argument, NULL, 'm' },
        { "compiler", required_argument, NULL, 'c' },
        { NULL, 0, NULL, 0 }
    };
    struct wishes wishes = { .seed = 1,
                             .search = { .bound = 3,
                                         .reduce = true,
                                         .races = true,
                                         .limit_ms = 10000 } };
    int option;
    while ((option = getopt_long(count, words, "", options, NULL)) != -1)
        switch (option) {
        case 'b': wishes.search.bound = (int)number(optarg, 0, 100); break;
        case 't':
            wishes.search.limit_ms = (int)number(optarg, 1, 3600) * 1000;
            break;
        case 'r':
            wishes.search.limit = (uint64_t)number(optarg, 1, 1000000000);
            wishes.search.limit_ms = 0;
            break;
        case 'a':
            wishes.search.bound = -1;
            wishes.search.reduce = false;
            break;
        case 'q': wishes.brief = true; break;
        case 's': wishes.schedule = optarg; break;
        case 'p':
            wishes.chances = (uint64_t)number(optarg, 1, 1000000000);
            break;
        case 'x': wishes.seed = (uint64_t)number(optarg, 1, 1000000000); break;
        case 'o': wishes.record = optarg; break;
        case 'm': wishes.build = optarg; break;
        case 'c': wishes.compiler = optarg; break;
        case 'w':
            if (wishes.argument_count == ARGUMENTS)
                errx(UNABLE, "more than %d arguments", ARGUMENTS);
            wishes.arguments[1 + wishes.argument_count++] = optarg;
            break;
        default: usage();
        }
    if (optind == count)
        usage();
    return wishes;
}

/* ---- what it needs ---- */

static char *program, *room;
static struct server *server;

/* Also at an error: the folder stays as long as a program runs in it. */
static void stop(void)
{
    server_stop(server);
}

static void look_at_files(int count, char *files[])
{
    for (int i = 0; i < count; i++) {
        struct stat facts;
        if (stat(files[i], &facts) == -1 || access(files[i], R_OK) == -1)
            err(UNABLE, "%s", files[i]);
        if (!S_ISREG(facts.st_mode))
            errx(UNABLE, "%s: is no file with a program in C", files[i]);
    }
}

/* Where all schedules without a bound were run, nothing is left to chance. */
static bool is_by_chance(const struct wishes *wishes,
                         const struct search_result *result)
{
    return wishes->chances > 0 && !wishes->schedule &&
           !(result->all && result->bound < 0);
}

/* ---- what is said ---- */

static void say_failed(const struct wishes *wishes,
                       const struct search_result *result)
{
    const struct board *board = server_board(server);
    struct lines *lines = lines_open(program);
    uint32_t alone = schedule_alone(board);
    alone = alone < result->count && result->choices[alone] != 0 ? alone : 0;
    char *text = schedule_text(result->choices + alone, result->count - alone);
    if (!lines || !text)
        err(UNABLE, "the program's lines");
    if (wishes->brief) {
        table_brief(stdout, board, lines, result);
        goto done;
    }
    printf("Failed at schedule %llu.\n\n", (unsigned long long)result->runs);
    table_print(stdout, board, lines, result);
    putchar('\n');
    table_verdict(stdout, board, lines, result);
    const char *output = server_output(server);
    if (*output)
        printf("It said: %s%s", output,
               output[strlen(output) - 1] == '\n' ? "" : "\n");
    printf("To see it again: --schedule %s\n", text);
done:
    free(text);
    lines_close(lines);
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

static void say_one_passed(const struct search_result *result)
{
    struct lines *lines = lines_open(program);
    if (!lines)
        err(UNABLE, "the program's lines");
    table_print(stdout, server_board(server), lines, result);
    puts("\nNo fault in this order.");
    lines_close(lines);
}

static void say_passed(const struct wishes *wishes,
                       const struct search_result *result)
{
    unsigned long long chances =
        is_by_chance(wishes, result) ? (unsigned long long)wishes->chances : 0;
    unsigned long long runs =
        result->all ? result->bound_runs : result->runs - chances;
    if (result->all && result->bound < 0)
        printf("All %llu schedules pass.\n", runs);
    else if (result->all)
        printf("All %llu schedules with at most %d preemption%s pass.\n", runs,
               result->bound, plural(result->bound));
    else
        printf(
            "No fault in %llu schedules; no more were to be run, of those with "
            "at most %d preemption%s.\n",
            runs, result->bound, plural(result->bound));
    if (chances)
        printf("And %llu by chance, with --seed %llu.\n", chances,
               (unsigned long long)wishes->seed);
    if (result->bound >= 0)
        puts("A preemption: another process comes on while the last one could "
             "have gone on.");
    puts("It is no proof: every process saw each step at once, which real "
         "memory does not promise.");
}

/* The run that is on the board, whether it failed or not. */
static void save_record(const char *path, const char *title)
{
    struct lines *lines = lines_open(program);
    if (!lines || run_record(server_board(server), lines, title, path) == -1)
        err(UNABLE, "%s", path);
    lines_close(lines);
}

/* ---- by chance ---- */

static int go_on_by_chance(const struct wishes *wishes,
                           struct search_result *result)
{
    return is_by_chance(wishes, result)
               ? search_by_chance(server, wishes->chances, wishes->seed,
                                  wishes->search.races, result)
               : 0;
}

/* ---- one schedule ---- */

/* Where it is wrong, without a byte that a terminal would obey. */
static _Noreturn void say_wrong(const char *text, const char *wrong)
{
    long place = (long)(wrong - text) + 1;
    if (isalpha((unsigned char)*wrong) &&
        toupper((unsigned char)*wrong) < 'A' + BOARD_TASKS)
        errx(UNABLE, "--schedule: place %ld: a schedule has 1 to %d steps",
             place, BOARD_STEPS - 1);
    if (isgraph((unsigned char)*wrong))
        errx(UNABLE, "--schedule: place %ld: '%c' is no letter of a process",
             place, *wrong);
    errx(UNABLE, "--schedule: place %ld: byte %d is no letter of a process",
         place, (unsigned char)*wrong);
}

static void run_schedule(const struct wishes *wishes,
                         struct search_result *result)
{
    const char *wrong = NULL;
    struct board *board = server_board(server);
    int count = schedule_read(wishes->schedule, result->choices,
                              BOARD_STEPS - 1, &wrong);
    if (count == -1)
        say_wrong(wishes->schedule, wrong);
    uint32_t alone = 0;
    int end = schedule_run(server, result->choices, (uint32_t)count, &alone);
    if (end == -1)
        err(UNABLE, "the program");
    if (end == RUN_INFEASIBLE)
        errx(UNABLE,
             "--schedule: letter %u: %c cannot go on there: it has ended, does "
             "not exist yet, or waits",
             board->step_count + 1 - alone,
             'A' + board->choices[board->step_count]);
    judge(board, true, result);
    result->runs = 1;
    result->count = board->step_count;
    for (uint32_t i = 0; i < board->step_count; i++)
        result->choices[i] = board->steps[i].task;
}

static void build(const char *compiler, const char *const *files, int count,
                  const char *path)
{
    int built = explore_build(compiler, files, count, NULL, path);
    if (built == -1)
        err(UNABLE, "the compiler");
    if (built == 1)
        errx(UNABLE, "the program does not compile");
}

int main(int count, char *words[])
{
    struct wishes wishes = read_options(count, words);
    const char *const *files = (const char *const *)words + optind;
    look_at_files(count - optind, words + optind);
    if (wishes.build) {
        build(wishes.compiler, files, count - optind, wishes.build);
        return 0;
    }
    struct search_result *result = calloc(1, sizeof *result);
    if (!result)
        err(UNABLE, "calloc");
    if (folder_make(&program, &room) == -1)
        err(UNABLE, "a folder for the program");
    build(wishes.compiler, files, count - optind, program);
    wishes.arguments[0] = program;
    server = server_start(&(struct start){
        .argv = wishes.arguments, .folder = room, .kept_fd = -1 });
    if (!server)
        err(UNABLE, "the program");
    atexit(stop);
    if (wishes.schedule)
        run_schedule(&wishes, result);
    else if (search(server, &wishes.search, result) == -1 ||
             go_on_by_chance(&wishes, result) == -1)
        err(UNABLE, "the program does not start");
    bool failed = result->found != FOUND_NOTHING;
    if (!failed && wishes.brief)
        printf("pass %llu%s\n", (unsigned long long)result->runs,
               result->all ? " all" : "");
    else if (failed)
        say_failed(&wishes, result);
    else if (wishes.schedule)
        say_one_passed(result);
    else
        say_passed(&wishes, result);
    if (wishes.record)
        save_record(wishes.record, words[optind]);
    free(result);
    return failed;
}

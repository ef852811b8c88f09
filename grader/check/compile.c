/* compile.c - calls the compiler: once for the student's files, and for those
 * of the kit only if their objects are not there yet. */
#include "check/compile.h"

#include "check/command.h"
#include "check/diagnostics.h"
#include "check/kept.h"
#include "check/sources.h"
#include "harness/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WORDS_MAX = 128,
    WALL_SECONDS = 30,
    CPU_SECONDS = 10,
    OUTPUT_BYTES = 1 << 16,
    ROOM_BYTES = 1 << 20,
};
static const size_t memory_bytes = (size_t)1 << 30;
static const size_t file_bytes = (size_t)64 << 20;

/* gcc, or clang if the kit was built with it; the flags are one string. The
 * Makefile says what is in it. An explored program is compiled with the same
 * warnings and linked in another way, to the explorer's runtime. */
#define COMPILER STUDENT_COMPILER
#define PLAIN COMPILER " " STUDENT_FLAGS " -fdiagnostics-color=never"
static const struct commands {
    const char *compile, *link;
} plain = { PLAIN, PLAIN },
  explored = { PLAIN " " EXPLORE_FLAGS, COMPILER " " EXPLORE_LINK };
#define RUNTIME "libruntime.a"

static char *const environment[] = { "PATH=/usr/local/bin:/usr/bin:/bin",
                                     "LANG=C.UTF-8", NULL };

struct words {
    char *list[WORDS_MAX + 1];
    int count;
};

static void add(struct words *words, char *word)
{
    if (words->count < WORDS_MAX)
        words->list[words->count++] = word;
}

static int fail(struct compile *compile, const char *what)
{
    compile->infra = kit_path("%s: %s", what, strerror(errno));
    return -1;
}

/* ---- the compiler ---- */

static const struct commands *commands_of(const struct compile *compile)
{
    return compile->lab->explored ? &explored : &plain;
}

/* The folders, and the explorer's runtime, as they are here and as the compiler
 * sees them. */
struct places {
    const char *source, *objects, *output, *runtime;
};

static struct places seen_inside(const struct places *outside)
{
    return sandbox_available(NULL)
               ? (struct places){ "/lab", "/objects", "/output", "/" RUNTIME }
               : *outside;
}

static int call(struct compile *compile, const struct places *outside,
                struct words *words, struct outcome *outcome)
{
    struct sandbox walls = {
        .binds = { { outside->source, "/lab", false },
                   { outside->objects, "/objects", false },
                   { outside->output, "/output", true },
                   { compile->lab->explored ? outside->runtime : NULL,
                     "/" RUNTIME, false } },
        .filter_fd = -1,
        .directory = "/lab"
    };
    struct sandbox_command walled = { .argv = words->list };
    bool has_walls = sandbox_available(NULL);

    if (has_walls && sandbox_open(&walled, &walls, words->list) == -1)
        return fail(compile, COMPILER);
    struct command limits = { .argv = walled.argv,
                              .environment = environment,
                              .kept_fd = walled.options,
                              .directory = outside->source,
                              .wall_seconds = WALL_SECONDS,
                              .cpu_seconds = CPU_SECONDS,
                              .memory_bytes = memory_bytes,
                              .file_bytes = file_bytes,
                              .output_bytes = OUTPUT_BYTES };

    int result = command_run(&limits, outcome);
    int saved = errno;
    if (has_walls)
        sandbox_close(&walled);
    errno = saved;
    if (result == -1)
        return fail(compile, COMPILER);
    if (WIFEXITED(outcome->status) && WEXITSTATUS(outcome->status) == 127) {
        compile->infra = kit_path("%s could not be started", COMPILER);
        return -1;
    }
    if (outcome->abandoned) {
        compile->infra = kit_path("the check was ended");
        return -1;
    }
    return 0;
}

static bool succeeded(const struct outcome *outcome)
{
    return !outcome->timed_out && WIFEXITED(outcome->status) &&
           WEXITSTATUS(outcome->status) == 0;
}

/* Makes OBJECTS/main-HASH.o unless it is there. The move at the end makes it
 * safe to do this twice at once. */
static int compile_own(struct compile *compile, const struct places *outside,
                       const char *name, uint64_t hash, char **object)
{
    struct places in = seen_inside(outside);
    struct words words = { .count = 0 };
    struct outcome outcome = { .output = NULL };

    *object = kit_path("%.*s-%016llx.o", (int)strlen(name) - 2, name,
                       (unsigned long long)hash);
    char *kept = kit_path("%s/%s", outside->objects, *object);
    if (access(kept, F_OK) == 0) {
        free(kept);
        return 0;
    }
    char *flags = kit_path("%s", commands_of(compile)->compile), *rest;
    for (char *word = strtok_r(flags, " ", &rest); word;
         word = strtok_r(NULL, " ", &rest))
        add(&words, word);
    add(&words, kit_path("-ffile-prefix-map=%s=.", in.source));
    add(&words, "-c");
    add(&words, "-o");
    add(&words, kit_path("%s/%s", in.output, *object));
    add(&words, (char *)name);
    int result = call(compile, outside, &words, &outcome);
    char *made = kit_path("%s/%s", outside->output, *object);
    if (result == 0 && (!succeeded(&outcome) || rename(made, kept) == -1)) {
        compile->infra = kit_path("the kit's own %s does not compile", name);
        result = -1;
    }
    free(outcome.output);
    free(flags);
    free(made);
    free(kept);
    return result;
}

/* A compiler that had no room says many things, and none about the program. */
static bool is_full(const char *folder)
{
    struct statvfs room;

    return statvfs(folder, &room) == 0 &&
           (uint64_t)room.f_bavail * room.f_frsize < ROOM_BYTES;
}

/* Every .c file at the same time, then what they said in the order of the files
 * as if one had come after the other, then the linker. $1: the compiler and its
 * flags, $2: the same for the linker, $3: the program, then files, kept objects and
 * what else is linked. */
static const char all_at_once[] =
    "compile=$1 link=$2 program=$3; shift 3\n"
    "started= status=0\n"
    "for file; do\n"
    "    case $file in *.c) ;; *) continue ;; esac\n"
    "    $compile -ffile-prefix-map=\"$PWD=.\" -c -o \"$program.$file.o\" \\\n"
    "        \"$file\" >\"$program.$file.log\" 2>&1 &\n"
    "    started=\"$started $!\"\n"
    "done\n"
    "for pid in $started; do wait $pid || status=$?; done\n"
    "for file; do\n"
    "    case $file in *.c)\n"
    "        cat \"$program.$file.log\"\n"
    "        set -- \"$@\" \"$program.$file.o\" ;;\n"
    "    *) set -- \"$@\" \"$file\" ;;\n"
    "    esac; shift\n"
    "done\n"
    "[ $status -eq 0 ] || exit $status\n"
    "exec $link -o \"$program\" \"$@\"\n";

/* Each .c file that was handed in, or its object if an earlier check made it. */
static void add_submission(struct words *words,
                           const struct submission *submission,
                           uint64_t context, const struct places *in,
                           const struct places *outside)
{
    for (int i = 0; i < submission->file_count; i++) {
        const struct handed_in *file = &submission->files[i];

        if (!source_is(file->name, ".c"))
            continue;
        if (kept_take(outside->objects, file, context, outside->output))
            add(words, kit_path("%s/%s.o", in->output, file->name));
        else
            add(words, (char *)file->name);
    }
}

/* Those that were made just now: the shell's text above says their names. */
static void keep_objects(const struct submission *submission, uint64_t context,
                         const struct places *outside, const char *program)
{
    for (int i = 0; i < submission->file_count; i++) {
        const struct handed_in *file = &submission->files[i];
        char *object =
            kit_path("%s/%s.%s.o", outside->output, program, file->name);

        if (access(object, F_OK) == 0)
            kept_store(outside->objects, file, context, object);
        free(object);
    }
}

/* All .c files of the student's, and the kept objects, to one program. */
static int compile_all(struct compile *compile, const struct places *outside,
                       const struct sources *own, const char *program)
{
    struct places in = seen_inside(outside);
    const struct commands *commands = commands_of(compile);
    uint64_t hash =
        hash_more(own->hash, commands->compile, strlen(commands->compile));
    struct outcome outcome = { .output = NULL };
    char *made = kit_path("%s/%s", in.output, program);
    uint64_t context = kept_context(compile->submission, hash);
    struct words words = { .list = { "sh", "-c", (char *)all_at_once, "sh",
                                     (char *)commands->compile,
                                     (char *)commands->link, made },
                           .count = 7 };

    add_submission(&words, compile->submission, context, &in, outside);
    for (int i = 0; i < own->count; i++) {
        const char *name = own->names[i];
        char *object;

        if (!source_is(name, ".c"))
            continue;
        if (compile_own(compile, outside, name, hash, &object) == -1)
            return -1;
        add(&words, kit_path("%s/%s", in.objects, object));
        free(object);
    }
    if (compile->lab->explored) {
        add(&words, "-Wl,--whole-archive");
        add(&words, (char *)in.runtime);
        add(&words, "-Wl,--no-whole-archive");
    }
    if (call(compile, outside, &words, &outcome) == -1)
        return -1;
    if (!succeeded(&outcome) && is_full(outside->output)) {
        compile->infra = kit_path("no room is left in %s", outside->output);
        return -1;
    }
    diagnostics_read(compile->findings, &outcome, compile->submission,
                     succeeded(&outcome));
    if (succeeded(&outcome) && outcome.length == 0)
        keep_objects(compile->submission, context, outside, program);
    free(outcome.output);
    free(made);
    return succeeded(&outcome) ? 0 : 1;
}

/* "01-pipes" makes "pipes". */
static const char *program_of(const struct lab *lab)
{
    const char *dash = strchr(lab->name, '-');

    return dash ? dash + 1 : lab->name;
}

int compile_submission(struct compile *compile)
{
    const char *program = program_of(compile->lab);
    char *source = kit_path("%s/source", compile->folder);
    char *output = kit_path("%s/program", compile->folder);
    char *objects =
        kit_path("%s/obj/student/%s", compile->kit->build, compile->lab->name);
    char *runtime = kit_path("%s/" RUNTIME, compile->kit->build);
    struct places outside = { source, objects, output, runtime };
    struct sources own = { .count = 0 };
    int result = 0;

    kit_make_folder(source);
    kit_make_folder(output);
    kit_make_folder(objects);
    if (sources_copy(&own, compile->kit, compile->lab, compile->submission,
                     source) == -1)
        result = fail(compile, "the files cannot be copied");
    if (result == 0)
        result = compile_all(compile, &outside, &own, program);
    if (result == 0)
        compile->program = kit_path("%s/%s", output, program);
    sources_clear(&own);
    free(source);
    free(output);
    free(objects);
    free(runtime);
    return result;
}

/* build.c - the compiler's hooks without the compiler's runtime.
 *
 *   x.c ─ gcc -fsanitize=thread ─► x.o ─┐
 *   runtime.a ──────────────────────────┴─► linked without -fsanitize
 */
#include "explore/build.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS 96

extern char **environ;

/* Compiled like the student's own programs, but where this kit was built with
 * clang, which must be told to announce reads before writes, too. */
static const char *const hooks[] = {
    STUDENT_COMPILER,
    "-std=gnu11",
    "-D_GNU_SOURCE",
    "-g",
    "-O0", /* each access as it is written, none moved or merged */
    "-pthread",
    "-fno-pie",
    "-no-pie",
    "-fno-omit-frame-pointer",
    "-fno-inline",
    "-fsanitize=thread",
    "-fno-builtin-memcpy",
    "-fno-builtin-memmove",
    "-fno-builtin-memset",
    "-fno-builtin-strcpy",
    "-fno-builtin-strlen",
    "-fno-builtin-strcmp",
    "-fno-builtin-memcmp",
};
static const char *const clang_hooks[] = { "-mllvm",
                                           "-tsan-instrument-read-before-write",
                                           "-gdwarf-aranges" };
/* Each run is a copy of the program's mappings and of the pages that it writes:
 * few segments, and no page that the dynamic linker writes later. */
static const char *const few_pages = "-Wl,-z,now,-z,noseparate-code,-z,norelro";
static const char *const wraps =
    "-Wl,--wrap=memcpy,--wrap=memmove,--wrap=memset,--wrap=strcpy,"
    "--wrap=strlen,--wrap=strcmp,--wrap=memcmp";

static int add_all(const char **words, int at, const char *const *more,
                   size_t count)
{
    for (size_t i = 0; i < count && at < WORDS - 1; i++)
        words[at++] = more[i];
    return at;
}

static int run(const char **words)
{
    pid_t pid;
    int status, error = posix_spawnp(&pid, words[0], NULL, NULL,
                                     (char *const *)words, environ);
    if (error) {
        errno = error;
        return -1;
    }
    while (waitpid(pid, &status, 0) == -1)
        if (errno != EINTR)
            return -1;
    return status == 0 ? 0 : 1;
}

/* The runtime lies beside the program that explores. */
static int find_runtime(char *path, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", path, size - 20);
    if (length == -1)
        return -1;
    path[length] = '\0';
    char *name = strrchr(path, '/') + 1;
    snprintf(name, size - (size_t)(name - path), "libruntime.a");
    return access(path, R_OK);
}

/* One call of the compiler for each file: -fsanitize is for compiling only. */
static int compile(const char *file, const char *const *flags,
                   const char *object)
{
    const char *words[WORDS] = { NULL };
    int at = add_all(words, 0, hooks, sizeof hooks / sizeof *hooks);
    if (strcmp(STUDENT_COMPILER, "clang") == 0)
        at = add_all(words, at, clang_hooks,
                     sizeof clang_hooks / sizeof *clang_hooks);
    for (size_t i = 0; flags && flags[i] && at < WORDS - 6; i++)
        words[at++] = flags[i];
    const char *const rest[] = { "-c", "-o", object, file };
    (void)add_all(words, at, rest, 4);
    return run(words);
}

static char *object_name(const char *program, int number)
{
    char *name;
    return asprintf(&name, "%s.%d.o", program, number) == -1 ? NULL : name;
}

static int link_all(const char *program, int count)
{
    char runtime[PATH_MAX];
    const char *words[WORDS] = {
        STUDENT_COMPILER, "-no-pie", "-pthread", few_pages, "-o", program, wraps
    };
    char *objects[WORDS] = { NULL };
    int at = 7, result = -1;
    if (find_runtime(runtime, sizeof runtime) == -1)
        return -1;
    for (int i = 0; i < count; i++) {
        objects[i] = object_name(program, i);
        if (!objects[i])
            goto done;
        words[at++] = objects[i];
    }
    const char *const rest[] = { "-Wl,--whole-archive", runtime,
                                 "-Wl,--no-whole-archive" };
    (void)add_all(words, at, rest, 3);
    result = run(words);
done:
    for (int i = 0; i < count && objects[i]; i++) {
        (void)unlink(objects[i]);
        free(objects[i]);
    }
    return result;
}

int explore_build(const char *const *files, int count, const char *const *flags,
                  const char *program)
{
    if (count < 1 || count > WORDS / 2) {
        errno = EINVAL;
        return -1;
    }
    for (int i = 0; i < count; i++) {
        char *object = object_name(program, i);
        int result = object ? compile(files[i], flags, object) : -1;
        free(object);
        if (result != 0)
            return result;
    }
    return link_all(program, count);
}

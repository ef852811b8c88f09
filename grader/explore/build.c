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

#define WORDS 128 /* more than there are flags and files */

extern char **environ;

/* The Makefile says what is in these: words with one blank between them. */
static const char flags_to_compile[] = EXPLORE_FLAGS;
static const char flags_to_link[] = EXPLORE_LINK;
static const char flags_for_clang[] =
    EXPLORE_CLANG; /* the kit's may have them */

struct words {
    const char *list[WORDS + 1];
    int count;
};

static void add(struct words *words, const char *word)
{
    if (words->count < WORDS)
        words->list[words->count++] = word;
}

/* The words of a text, which is cut up. */
static void add_words(struct words *words, char *text)
{
    char *rest;
    for (char *word = strtok_r(text, " ", &rest); word;
         word = strtok_r(NULL, " ", &rest))
        add(words, word);
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
static int compile(const char *compiler, const char *file,
                   const char *const *flags, const char *object)
{
    char own[sizeof flags_to_compile], clang[sizeof flags_for_clang];
    struct words words = { .list = { compiler }, .count = 1 };
    memcpy(own, flags_to_compile, sizeof own);
    memcpy(clang, flags_for_clang, sizeof clang);
    add_words(&words, own);
    if (strstr(compiler, "clang") && !strstr(STUDENT_COMPILER, "clang"))
        add_words(&words, clang);
    for (size_t i = 0; flags && flags[i]; i++)
        add(&words, flags[i]);
    const char *const rest[] = { "-c", "-o", object, file };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        add(&words, rest[i]);
    return run(words.list);
}

static char *object_name(const char *program, int number)
{
    char *name;
    return asprintf(&name, "%s.%d.o", program, number) == -1 ? NULL : name;
}

static int link_all(const char *compiler, const char *program, int count)
{
    char runtime[PATH_MAX], own[sizeof flags_to_link];
    struct words words = { .list = { compiler, "-o", program }, .count = 3 };
    char *objects[WORDS] = { NULL };
    int result = -1;
    if (find_runtime(runtime, sizeof runtime) == -1)
        return -1;
    memcpy(own, flags_to_link, sizeof own);
    add_words(&words, own);
    for (int i = 0; i < count; i++) {
        objects[i] = object_name(program, i);
        if (!objects[i])
            goto done;
        add(&words, objects[i]);
    }
    const char *const rest[] = { "-Wl,--whole-archive", runtime,
                                 "-Wl,--no-whole-archive" };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        add(&words, rest[i]);
    result = run(words.list);
done:
    for (int i = 0; i < count && objects[i]; i++) {
        (void)unlink(objects[i]);
        free(objects[i]);
    }
    return result;
}

int explore_build(const char *compiler, const char *const *files, int count,
                  const char *const *flags, const char *program)
{
    compiler = compiler ? compiler : STUDENT_COMPILER;
    if (count < 1 || count > WORDS / 2) {
        errno = EINVAL;
        return -1;
    }
    for (int i = 0; i < count; i++) {
        char *object = object_name(program, i);
        int result = object ? compile(compiler, files[i], flags, object) : -1;
        free(object);
        if (result != 0)
            return result;
    }
    return link_all(compiler, program, count);
}

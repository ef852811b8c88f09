/* lab.c - reads lab.ini with inih, key by key. */
#include "report/lab.h"

#include <errno.h>
#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_MAX = 1000 };

char **lab_words(const char *text, int *count)
{
    char **words = NULL;

    *count = 0;
    while (*(text += strspn(text, " \t"))) {
        size_t length = strcspn(text, " \t");
        char **larger = realloc(words, sizeof *words * (size_t)(*count + 1));

        if (!larger)
            return words;
        words = larger;
        if (!(words[*count] = strndup(text, length)))
            return words;
        (*count)++;
        text += length;
    }
    return words;
}

static bool set_text(char **place, const char *text)
{
    free(*place);
    *place = strdup(text);
    return *place != NULL;
}

/* A file name is a plain one: nothing that leads out of the folder. */
static bool set_files(struct lab *lab, const char *text)
{
    lab->files = lab_words(text, &lab->file_count);
    for (int i = 0; i < lab->file_count; i++)
        if (strchr(lab->files[i], '/') || lab->files[i][0] == '.')
            return false;
    return lab->file_count > 0;
}

/* "basic:2 big_output:1" */
static bool set_tests(struct lab_exercise *exercise, const char *text)
{
    int count;
    char **words = lab_words(text, &count);
    bool good = true;

    exercise->tests = calloc((size_t)count + 1, sizeof *exercise->tests);
    exercise->test_count = 0;
    for (int i = 0; i < count; i++) {
        struct lab_test *test = &exercise->tests[exercise->test_count++];
        char *colon = strchr(words[i], ':');
        char *end = colon;
        long points = colon ? strtol(colon + 1, &end, 10) : -1;

        good = good && colon && end != colon + 1 && *end == '\0' &&
               points >= 0 && points <= POINTS_MAX;
        if (colon)
            *colon = '\0';
        test->name = words[i];
        test->points = (int)points;
    }
    free(words);
    return good;
}

/* hint.1, hint.2, ... must come in this order. */
static bool add_hint(struct lab_exercise *exercise, const char *key,
                     const char *text)
{
    char expected[24];
    size_t count = (size_t)exercise->hint_count;

    (void)snprintf(expected, sizeof expected, "hint.%d",
                   exercise->hint_count + 1);
    if (strcmp(key, expected) != 0)
        return false;
    char **larger =
        realloc(exercise->hints, sizeof *exercise->hints * (count + 1));
    if (!larger)
        return false;
    exercise->hints = larger;
    exercise->hints[count] = strdup(text);
    exercise->hint_count++;
    return exercise->hints[count] != NULL;
}

static struct lab_exercise *exercise_of(struct lab *lab, const char *id)
{
    size_t count = (size_t)lab->exercise_count;

    for (size_t i = 0; i < count; i++)
        if (strcmp(lab->exercises[i].id, id) == 0)
            return &lab->exercises[i];
    struct lab_exercise *larger =
        realloc(lab->exercises, sizeof *lab->exercises * (count + 1));
    if (!larger)
        return NULL;
    lab->exercises = larger;
    lab->exercises[count] = (struct lab_exercise){ .id = strdup(id),
                                                   .title = strdup(""),
                                                   .depends = strdup("") };
    lab->exercise_count++;
    return &lab->exercises[count];
}

static bool set_lab(struct lab *lab, const char *key, const char *value)
{
    if (strcmp(key, "title") == 0)
        return set_text(&lab->title, value);
    if (strcmp(key, "handout") == 0)
        return set_text(&lab->handout, value);
    if (strcmp(key, "files") == 0)
        return set_files(lab, value);
    if (strcmp(key, "explored") == 0)
        return lab->explored = strcmp(value, "yes") == 0;
    return strcmp(key, "summary") == 0;
}

/* inih's handler: 1 means good. A key nobody knows is a spelling mistake. */
static int take(void *user, const char *section, const char *key,
                const char *value)
{
    struct lab *lab = user;

    if (strcmp(section, "lab") == 0)
        return set_lab(lab, key, value);
    struct lab_exercise *exercise = exercise_of(lab, section);
    if (!exercise)
        return 0;
    if (strcmp(key, "title") == 0)
        return set_text(&exercise->title, value);
    if (strcmp(key, "depends") == 0)
        return set_text(&exercise->depends, value);
    if (strcmp(key, "tests") == 0)
        return set_tests(exercise, value);
    if (strncmp(key, "hint.", 5) == 0)
        return add_hint(exercise, key, value);
    if (strcmp(key, "predict") == 0 || strncmp(key, "predict.", 8) == 0)
        return lab_predict_set(exercise, key, value);
    return 0;
}

struct lab *lab_load(const char *path, const char *name, char *message,
                     size_t size)
{
    struct lab *lab = calloc(1, sizeof *lab);

    if (!lab || !(lab->name = strdup(name)) || !(lab->title = strdup("")) ||
        !(lab->handout = strdup(""))) {
        (void)snprintf(message, size, "%s: out of memory", path);
        goto fail;
    }
    errno = 0;
    int line = ini_parse(path, take, lab);
    if (line != 0) {
        if (line < 0)
            (void)snprintf(message, size, "%s: %s", path,
                           errno ? strerror(errno) : "cannot be read");
        else
            (void)snprintf(message, size, "%s:%d: this line is wrong", path,
                           line);
        goto fail;
    }
    if (lab->file_count == 0 || lab->exercise_count == 0) {
        (void)snprintf(message, size, "%s: names no files or no exercises",
                       path);
        goto fail;
    }
    for (int i = 0; i < lab->exercise_count; i++)
        if (!lab_predict_is_whole(&lab->exercises[i])) {
            (void)snprintf(message, size,
                           "%s: the prediction of %s lacks a question, a run, "
                           "two answers that show, or the why",
                           path, lab->exercises[i].id);
            goto fail;
        }
    return lab;

fail:
    lab_free(lab);
    return NULL;
}

static void free_exercise(struct lab_exercise *exercise)
{
    for (int i = 0; i < exercise->test_count; i++)
        free(exercise->tests[i].name);
    for (int i = 0; i < exercise->hint_count; i++)
        free(exercise->hints[i]);
    lab_predict_free(exercise->prediction);
    free(exercise->tests);
    free(exercise->hints);
    free(exercise->id);
    free(exercise->title);
    free(exercise->depends);
}

void lab_free(struct lab *lab)
{
    if (!lab)
        return;
    for (int i = 0; i < lab->exercise_count; i++)
        free_exercise(&lab->exercises[i]);
    for (int i = 0; i < lab->file_count; i++)
        free(lab->files[i]);
    free(lab->exercises);
    free(lab->files);
    free(lab->name);
    free(lab->title);
    free(lab->handout);
    free(lab);
}

const struct lab_exercise *lab_find(const struct lab *lab, const char *id)
{
    for (int i = 0; i < lab->exercise_count; i++)
        if (strcmp(lab->exercises[i].id, id) == 0)
            return &lab->exercises[i];
    return NULL;
}

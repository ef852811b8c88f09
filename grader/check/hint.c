/* hint.c - gives the next hint, or all of them again after the last. */
#include "check/hint.h"

#include "report/text.h"

#include <err.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 80, INDENT = 4 };

/* How many were given; a file that cannot be read counts as none. */
static int load_count(const char *path)
{
    int count = 0;
    FILE *in = fopen(path, "re");

    if (in) {
        if (fscanf(in, "%9d", &count) != 1 || count < 0)
            count = 0;
        (void)fclose(in);
    }
    return count;
}

static void save_count(const char *path, int count)
{
    char *temporary = kit_path("%s.%d", path, (int)getpid());
    FILE *out = fopen(temporary, "we");

    if (!out || fprintf(out, "%d\n", count) < 0 || fclose(out) == EOF ||
        rename(temporary, path) == -1)
        err(2, "%s", path);
    free(temporary);
}

static void print_hint(const struct lab_exercise *exercise, int number)
{
    char *clean = text_clean(exercise->hints[number],
                             strcmp(nl_langinfo(CODESET), "UTF-8") == 0);

    printf("%2d. ", number + 1);
    (void)text_wrap(stdout, clean ? clean : "", INDENT, INDENT, WIDTH);
    putchar('\n');
    free(clean);
}

static void give(const struct lab *lab, const struct lab_exercise *exercise,
                 int given)
{
    int count = exercise->hint_count;

    if (given < count) {
        printf("Hint %d of %d for %s, %s:\n", given + 1, count, exercise->id,
               exercise->title);
        print_hint(exercise, given);
        return;
    }
    if (count == 0)
        printf("There is no hint for %s.\n", exercise->id);
    else
        printf("That was the last hint for %s, %s. All of them again:\n",
               exercise->id, exercise->title);
    for (int i = 0; i < count; i++)
        print_hint(exercise, i);
    printf("Still stuck? Read %s, or ask.\n", lab->handout);
}

int hint_give(const struct kit *kit, const char *id)
{
    char *number = kit_path("%.*s", (int)strcspn(id, "."), id);
    struct lab *lab = kit_load_lab(kit, kit_lab_name(kit, number));
    const struct lab_exercise *exercise = lab_find(lab, id);
    char *folder = kit_path("%s/state/hints", kit->build);
    char *path = kit_path("%s/%s", folder, id);
    int given = load_count(path);

    if (!exercise)
        errx(2, "lab %s has no exercise %s", lab->name, id);
    give(lab, exercise, given);
    if (given < exercise->hint_count) {
        kit_make_folder(folder);
        save_count(path, given + 1);
    }
    lab_free(lab);
    free(number);
    free(folder);
    free(path);
    return 0;
}

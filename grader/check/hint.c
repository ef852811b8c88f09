/* hint.c - gives the next hint, or all of them again after the last. */
#include "check/hint.h"

#include "check/journal.h"
#include "report/text.h"

#include <err.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 80, INDENT = 4 };

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
    struct journal journal;

    if (!exercise)
        errx(2, "lab %s has no exercise %s", lab->name, id);
    journal_open(&journal, kit);
    struct journal_entry *entry = journal_find(&journal, id);
    give(lab, exercise, entry->hints);
    if (entry->hints < exercise->hint_count) {
        entry->hints++;
        journal_write(&journal);
    }
    journal_close(&journal);
    lab_free(lab);
    free(number);
    return 0;
}

/* progress.c - 01-pipes  [########............]  18/41  next: make check EX=1.3
 */
#include "check/progress.h"

#include "check/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAR = 20, NAME = 18 };

struct way {
    int points, max;
    bool begun;                      /* something of it was checked */
    const struct lab_exercise *next; /* NULL: all is done */
};

static int max_of(const struct lab_exercise *exercise)
{
    int max = 0;

    for (int i = 0; i < exercise->test_count; i++)
        max += exercise->tests[i].points;
    return max;
}

static struct way way_of(const struct lab *lab, struct journal *journal)
{
    struct way way = { .next = NULL };

    for (int i = 0; i < lab->exercise_count; i++) {
        const struct lab_exercise *exercise = &lab->exercises[i];
        const struct journal_entry *entry = journal_find(journal, exercise->id);
        int max = max_of(exercise);
        int points = entry->points > max ? max : entry->points;

        way.max += max;
        way.points += points > 0 ? points : 0;
        way.begun = way.begun || points >= 0;
        if (!way.next && points < max)
            way.next = exercise;
    }
    return way;
}

static void print_way(const struct lab *lab, const struct way *way)
{
    int full = way->max > 0 ? BAR * way->points / way->max : 0;

    printf("  %-*s [", NAME, lab->name);
    for (int i = 0; i < BAR; i++)
        putchar(i < full ? '#' : '.');
    printf("] %3d/%-3d  ", way->points, way->max);
    if (!way->next)
        puts("complete");
    else if (!way->begun)
        puts("not checked yet");
    else
        printf("next: make check EX=%s\n", way->next->id);
}

static void print_next(const struct lab *lab, const struct way *way)
{
    if (way->begun)
        printf("\nNext: %s %s. make check EX=%s, and for a hint make hint "
               "EX=%s.\n",
               way->next->id, way->next->title, way->next->id, way->next->id);
    else
        printf("\nNext: read %s, then make check LAB=%.*s.\n", lab->handout,
               (int)strcspn(lab->name, "-"), lab->name);
}

int progress_print(const struct kit *kit)
{
    struct journal journal;
    struct lab *first = NULL; /* the first that is not complete */
    struct way first_way;

    journal_open(&journal, kit);
    for (int i = 0; i < kit->lab_count; i++) {
        struct lab *lab = kit_load_lab(kit, kit->labs[i]);
        struct way way = way_of(lab, &journal);

        print_way(lab, &way);
        if (first || !way.next) {
            lab_free(lab);
            continue;
        }
        first = lab;
        first_way = way;
    }
    journal_close(&journal);
    if (first)
        print_next(first, &first_way);
    else if (kit->lab_count > 0)
        puts("\nAll labs are complete. Well done!");
    lab_free(first);
    return 0;
}

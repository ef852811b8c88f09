/* progress.c - 01-pipes  [########............]  18/41  next: make check EX=1.3
 */
#include "check/progress.h"

#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>

enum { BAR = 20, NAME = 18 };

static const struct exercise *next_of(const struct report *report)
{
    for (int i = 0; i < report->exercise_count; i++)
        if (report->exercises[i].status != STATUS_PASS)
            return &report->exercises[i];
    return NULL;
}

static void print_report(const struct report *report)
{
    const struct exercise *next = next_of(report);
    int full = report->max > 0 ? BAR * report->points / report->max : 0;

    putchar('[');
    for (int i = 0; i < BAR; i++)
        putchar(i < full ? '#' : '.');
    printf("] %3d/%-3d  ", report->points, report->max);
    if (!next)
        puts("complete");
    else
        printf("next: make check EX=%s\n", next->id);
}

int progress_print(const struct kit *kit)
{
    for (int i = 0; i < kit->lab_count; i++) {
        char *path = check_report_path(kit, kit->labs[i]);
        struct report *report = report_load(path);

        printf("  %-*s ", NAME, kit->labs[i]);
        if (report)
            print_report(report);
        else
            puts("not checked yet");
        report_free(report);
        free(path);
    }
    return 0;
}

/* findings.c - gaps and recordings. */
#include "check/findings.h"

#include "check/gaps.h"
#include "report/kit.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Says where the gap of a finding TODO stands. */
static void find_gap(const struct submission *submission, const char *exercise,
                     struct finding *finding)
{
    char *sign = kit_path("TODO(%s", exercise);
    struct gap gap;

    if (gap_find(submission, exercise, &gap)) {
        finding->file = kit_path("%s", gap.file);
        finding->line = gap.line;
    }
    for (int i = 0; i < submission->file_count && !finding->file; i++) {
        const char *data = submission->files[i].data;
        const char *found = strstr(data, sign);

        if (!found)
            continue;
        finding->file = kit_path("%s", submission->files[i].name);
        finding->line = 1;
        for (const char *at = data; at < found; at++)
            finding->line += *at == '\n';
    }
    free(sign);
}

/* While a gap stands open that the exercise needs, no test of it can tell what
 * is wrong with the rest: the gap comes before all that was found. */
static void say_gap(struct exercise *exercise,
                    const struct submission *submission)
{
    struct gap gap;
    bool open = gap_find(submission, exercise->id, &gap);

    for (int i = 0; open && i < exercise->test_count; i++) {
        struct test *test = &exercise->tests[i];

        if (test->status != STATUS_FAIL && test->status != STATUS_CRASH &&
            test->status != STATUS_STUCK && test->status != STATUS_LIMIT &&
            test->status != STATUS_LEAK)
            continue;
        report_clear(&test->findings);
        struct finding *finding = report_add(&test->findings, "TODO");
        if (!finding)
            return;
        test->status = STATUS_NOT_WRITTEN;
        free(finding->title);
        free(finding->happened);
        finding->title = kit_path("TODO(%s) is still there", gap.id);
        finding->happened = kit_path("TODO(%s) is still there, %s line %d",
                                     gap.id, gap.file, gap.line);
        finding->file = kit_path("%s", gap.file);
        finding->line = gap.line;
    }
}

static bool keep_record(const char *from, const char *to, const char *name)
{
    char *old = kit_path("%s/%s", from, name);
    char *kept = kit_path("%s/%s", to, name);
    bool good = rename(old, kept) == 0 || access(kept, F_OK) == 0;

    free(old);
    free(kept);
    return good;
}

static void finish_record(struct finding *finding, const char *from,
                          const char *to)
{
    if (finding->record && (!to || !keep_record(from, to, finding->record))) {
        free(finding->record);
        finding->record = NULL;
    }
}

/* Recordings of the last check are of an older program. */
static void drop_old_records(const struct report *report, const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    while (folder && (entry = readdir(folder)) != NULL)
        for (int i = 0; i < report->exercise_count; i++) {
            const char *id = report->exercises[i].id;
            size_t length = strlen(id);

            if (strncmp(entry->d_name, id, length) == 0 &&
                entry->d_name[length] == '.')
                (void)unlinkat(dirfd(folder), entry->d_name, 0);
        }
    if (folder)
        (void)closedir(folder);
}

void findings_finish(struct report *report, const struct submission *submission,
                     const char *from, const char *to)
{
    if (to) {
        kit_make_folder(to);
        drop_old_records(report, to);
    }
    for (int i = 0; i < report->exercise_count; i++) {
        struct exercise *exercise = &report->exercises[i];

        say_gap(exercise, submission);
        for (int j = 0; j < exercise->test_count; j++) {
            struct findings *findings = &exercise->tests[j].findings;

            for (int k = 0; k < findings->count; k++) {
                struct finding *finding = &findings->items[k];

                if (strcmp(finding->code, "TODO") == 0 && !finding->file)
                    find_gap(submission, exercise->id, finding);
                finish_record(finding, from, to);
            }
        }
    }
}

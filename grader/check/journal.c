/* journal.c - reads and writes labs/progress.ini. */
#include "check/journal.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char top[] =
    "; Your progress in the labs, written by make check and make hint.\n"
    "; You may delete it: make check then finds out anew, and hints begin "
    "with\n"
    "; the gentlest again.\n";

static char *path_of(const struct kit *kit)
{
    return kit_path("%s/labs/progress.ini", kit->root);
}

/* The place of the lab with this exercise in the kit's list, or -1. */
static int lab_of(const struct kit *kit, const char *id)
{
    char *end;
    long number = strtol(id, &end, 10);

    if (!isdigit((unsigned char)*id) || *end != '.')
        return -1;
    for (int i = 0; i < kit->lab_count; i++)
        if (strtol(kit->labs[i], NULL, 10) == number)
            return i;
    return -1;
}

struct journal_entry *journal_find(struct journal *journal, const char *id)
{
    static struct journal_entry beyond; /* of more, nothing is kept */

    for (int i = 0; i < journal->count; i++)
        if (strcmp(journal->entries[i].id, id) == 0)
            return &journal->entries[i];
    struct journal_entry *entry = journal->count < JOURNAL_ENTRIES
                                      ? &journal->entries[journal->count++]
                                      : &beyond;
    *entry = (struct journal_entry){ .points = -1 };
    (void)snprintf(entry->id, sizeof entry->id, "%s", id);
    return entry;
}

/* ---- reading ---- */

/* "4 of 10 points, 2 hints", or a part of it. */
static bool understand(const char *text, struct journal_entry *entry)
{
    int points, max, hints = 0;
    int found =
        sscanf(text, "%9d of %9d points, %9d hint", &points, &max, &hints);

    if (found >= 2) {
        if (points < 0 || points > max || hints < 0)
            return false;
        entry->points = points;
        entry->max = max;
        entry->hints = hints;
        return true;
    }
    return sscanf(text, "%9d hint", &entry->hints) == 1 && entry->hints >= 0;
}

static int take_line(void *argument, const char *section, const char *id,
                     const char *text)
{
    struct journal *journal = argument;
    struct journal_entry entry = { .points = -1 };
    int lab = lab_of(journal->kit, id);

    if (lab == -1 || strcmp(section, journal->kit->labs[lab]) != 0 ||
        strlen(id) >= sizeof entry.id || !understand(text, &entry))
        return 1; /* left out, and no reason to stop */
    (void)snprintf(entry.id, sizeof entry.id, "%s", id);
    *journal_find(journal, id) = entry;
    return 1;
}

/* Nothing but a plain file is read: a FIFO would never end. */
static void read_entries(struct journal *journal)
{
    char *path = path_of(journal->kit);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    FILE *in = NULL;

    if (fd != -1 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        in = fdopen(fd, "r");
    if (in) {
        (void)ini_parse_file(in, take_line, journal);
        (void)fclose(in);
    } else if (fd != -1) {
        (void)close(fd);
    }
    free(path);
}

void journal_open(struct journal *journal, const struct kit *kit)
{
    char *folder = kit_path("%s/labs", kit->root);

    journal->kit = kit;
    journal->count = 0;
    journal->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (journal->lock != -1)
        (void)flock(journal->lock, LOCK_EX);
    read_entries(journal);
    free(folder);
}

void journal_close(struct journal *journal)
{
    if (journal->lock != -1)
        (void)close(journal->lock);
    journal->lock = -1;
}

/* ---- changing and writing ---- */

void journal_take(struct journal *journal, const struct report *report)
{
    if (report->infra || report->refused)
        return;
    for (int i = 0; i < report->exercise_count; i++) {
        const struct exercise *exercise = &report->exercises[i];

        if (exercise->status == STATUS_COMPILE ||
            exercise->status == STATUS_INFRA ||
            exercise->status == STATUS_NOT_RUN)
            continue;
        struct journal_entry *entry = journal_find(journal, exercise->id);
        entry->points = exercise->points;
        entry->max = exercise->max;
    }
}

/* As in the course: 1.9 before 1.10. */
static int by_id(const void *left, const void *right)
{
    const struct journal_entry *one = left, *two = right;

    return strverscmp(one->id, two->id);
}

static void print_entry(FILE *out, const struct journal_entry *entry)
{
    (void)fprintf(out, "%s = ", entry->id);
    if (entry->points >= 0)
        (void)fprintf(out, "%d of %d points", entry->points, entry->max);
    if (entry->hints > 0)
        (void)fprintf(out, "%s%d hint%s", entry->points >= 0 ? ", " : "",
                      entry->hints, entry->hints == 1 ? "" : "s");
    (void)fputc('\n', out);
}

static void print_entries(FILE *out, const struct journal *journal)
{
    struct journal sorted = *journal;

    qsort(sorted.entries, (size_t)sorted.count, sizeof *sorted.entries, by_id);
    (void)fputs(top, out);
    for (int lab = 0; lab < journal->kit->lab_count; lab++) {
        bool titled = false;

        for (int i = 0; i < sorted.count; i++) {
            const struct journal_entry *entry = &sorted.entries[i];

            if (lab_of(journal->kit, entry->id) != lab ||
                (entry->points < 0 && entry->hints == 0))
                continue;
            if (!titled)
                (void)fprintf(out, "\n[%s]\n", journal->kit->labs[lab]);
            titled = true;
            print_entry(out, entry);
        }
    }
}

void journal_write(const struct journal *journal)
{
    char *path = path_of(journal->kit);
    char *made = kit_path("%s.%d", path, (int)getpid());
    FILE *out = fopen(made, "wxe");
    bool well = out != NULL;

    if (out) {
        print_entries(out, journal);
        well = !ferror(out);
        well = fclose(out) == 0 && well && rename(made, path) == 0;
    }
    if (!well) {
        warn("your progress is not kept: %s", kit_shown(journal->kit, path));
        (void)unlink(made);
    }
    free(made);
    free(path);
}

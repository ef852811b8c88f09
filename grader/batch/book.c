/* book.c - the gradebook. */
#include "batch/book.h"

#include "report/csv.h"
#include "report/kit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put_number(FILE *out, int number)
{
    (void)fprintf(out, ",%d", number);
}

/* One cell for each exercise, as many as the head has. */
static void put_exercises(FILE *out, const char *points, int count)
{
    for (int i = 0; i < count; i++) {
        size_t length = strcspn(points, " ");

        (void)fprintf(out, ",%.*s", (int)length, points);
        points += length;
        points += strspn(points, " ");
    }
}

static void put_grade(FILE *out, const struct grade *grade, int exercises)
{
    bool scored = strcmp(grade->status, "infra") != 0 &&
                  strcmp(grade->status, "not-run") != 0;

    csv_text(out, grade->student);
    if (scored) {
        put_number(out, grade->points);
        put_number(out, grade->max);
    } else {
        (void)fputs(",,", out);
    }
    (void)fputc(',', out);
    csv_text(out, grade->status);
    put_exercises(out, scored ? grade->exercises : "", exercises);
    (void)fputc(',', out);
    csv_text(out, grade->reason);
    csv_end(out);
}

static int put_book(FILE *out, struct store *store,
                    const struct students *students, const struct lab *lab)
{
    static struct grade none = { .status = "not-run",
                                 .exercises = "",
                                 .reason = "" };

    (void)fputs("student,points,max,status", out);
    for (int i = 0; i < lab->exercise_count; i++) {
        (void)fputc(',', out);
        csv_text(out, lab->exercises[i].id);
    }
    (void)fputs(",reason", out);
    csv_end(out);
    for (int i = 0; i < students->count; i++) {
        struct grade grade;
        int found = store_get(store, students->names[i], &grade);

        if (found == -1)
            return -1;
        none.student = students->names[i];
        put_grade(out, found ? &grade : &none, lab->exercise_count);
        if (found)
            grade_clear(&grade);
    }
    return 0;
}

int book_write(struct store *store, const struct students *students,
               const struct lab *lab, const char *path)
{
    char *temporary = kit_path("%s.new", path);
    FILE *out = fopen(temporary, "we");
    int saved;

    if (!out) {
        free(temporary);
        return -1;
    }
    bool good = put_book(out, store, students, lab) == 0 && fflush(out) == 0 &&
                !ferror(out) && fsync(fileno(out)) == 0;
    good = fclose(out) == 0 && good && rename(temporary, path) == 0;
    saved = errno;
    if (!good)
        (void)unlink(temporary);
    free(temporary);
    errno = saved;
    return good ? 0 : -1;
}

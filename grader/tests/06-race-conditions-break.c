/* 06-race-conditions-break.c - an order that breaks the given program, and the
 * two accesses in it that clash.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "harness/diagnose.h"
#include "tests/06-race-conditions-explored.h"
#include "tests/06-race-conditions.h"

/* ---- break it ---- */

static bool end_with(struct check *check, const char *code, struct place place,
                     const char *title, char *happened, char *cause)
{
    check->result.status = "fail";
    (void)finding_add(check, code, place, text_of("%s", title), happened,
                      cause);
    return check_end(check);
}

bool is_to_do(struct check *check, const struct exercise *exercise)
{
    check->result.status = "not-written";
    (void)finding_add(
        check, "TODO", NOWHERE, text_of("still to be written"),
        text_of("no order that breaks it stands in %s yet", exercise->file),
        NULL);
    return check_end(check);
}

bool is_broken(struct check *check, const struct exercise *exercise)
{
    struct place place;
    char *answer = answer_read(exercise, "schedule", &place);
    check->result.tried =
        text_of("the given program in the order \"%s\"", answer);
    if (*answer == '\0') {
        free(answer);
        return is_to_do(check, exercise);
    }
    struct explored *explored = explored_open(exercise->scenes[0], true);
    char *why = explored_play(explored, answer);
    explored_close(explored);
    free(answer);
    if (!why)
        return check_end(check);
    return end_with(check, "SCHEDULE", place, "this order breaks nothing", why,
                    text_of("make explore EX=%s shows every step of it: who "
                            "has read something that another one changes "
                            "then?",
                            exercise->id));
}

/* ---- name it ---- */

/* NULL: the two clash in the run on the board; else why not, malloc'd. */
static char *judge_names(const struct exercise *exercise,
                         struct explored *explored, const char *answer)
{
    char letters[2] = { 0 };
    int lines[2], count = 0;
    for (const char *at = answer; *at; at++) {
        if (!isalpha((unsigned char)*at))
            continue;
        if (count < 2)
            letters[count] = (char)tolower((unsigned char)*at);
        count++;
    }
    if (count != 2)
        return text_of("\"%s\" is not two letters", answer);
    for (int i = 0; i < 2; i++) {
        lines[i] = label_line(exercise, letters[i]);
        if (lines[i] == 0)
            return text_of("no step of the given program is called (%c)",
                           letters[i]);
    }
    return explored_clash(explored, exercise->file, lines[0], lines[1])
               ? NULL
               : text_of("in your order, (%c) of one and (%c) of the other "
                         "do not touch the same thing, or neither changes "
                         "it",
                         letters[0], letters[1]);
}

bool is_named(struct check *check, const struct exercise *exercise)
{
    struct place place;
    char *schedule = answer_read(exercise, "schedule", &place);
    char *answer = answer_read(exercise, "accesses", &place);
    check->result.tried =
        text_of("the steps \"%s\" of the given program", answer);
    if (*schedule == '\0' || *answer == '\0') {
        free(schedule);
        free(answer);
        return is_to_do(check, exercise);
    }
    struct explored *explored = explored_open(exercise->scenes[0], true);
    char *why = explored_play(explored, schedule);
    bool broken = !why;
    if (broken)
        why = judge_names(exercise, explored, answer);
    explored_close(explored);
    free(schedule);
    free(answer);
    if (!why)
        return check_end(check);
    return end_with(check, broken ? "NAME" : "SCHEDULE", place,
                    broken ? "these two do not clash"
                           : "this order breaks nothing",
                    why, NULL);
}

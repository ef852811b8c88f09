/* 06-race-conditions-mend.c - the mended program, in every order that matters.
 *
 *   scene ─► search with at most 3 preemptions ─► one that goes wrong: told
 *                        └─ each run: could two have worked at once?
 */
#include <stdlib.h>
#include <string.h>

#include "harness/diagnose.h"
#include "tests/06-race-conditions-explored.h"
#include "tests/06-race-conditions.h"

#define PREEMPTIONS 3
#define RUNS 4000 /* enough for all of what is handed in here; then it is cut */

static const char *code_of(const struct exercise *exercise, enum fault fault)
{
    switch (fault) {
    case FAULT_CRASH: return "CRASH";
    case FAULT_DEADLOCK: return "RACE-06";
    case FAULT_LOST_WAKEUP: return "RACE-04";
    case FAULT_ENDLESS: return "LIMIT";
    case FAULT_UNABLE: return "UNKNOWN";
    default: return exercise->code;
    }
}

static void tell(struct check *check, const struct exercise *exercise,
                 const char *scene, const struct verdict *verdict)
{
    struct place place = { .file = exercise->file, .line = verdict->line };
    bool unable = verdict->fault == FAULT_UNABLE;
    (void)finding_add(
        check, code_of(exercise, verdict->fault),
        verdict->line > 0 ? place : NOWHERE,
        text_of("%s", unable ? "this cannot be tried in every order"
                             : "there is an order in which it goes wrong"),
        text_of("%s", verdict->words),
        unable || *verdict->schedule == '\0'
            ? NULL
            : text_of("see it: make explore EX=%s%s%s SCHEDULE=%s",
                      exercise->id, strchr(scene, '-') ? " ARGS=" : "",
                      strchr(scene, '-') ? scene : "", verdict->schedule));
}

/* False: it goes wrong, which is told if the lab was begun with. */
static bool explore(struct check *check, const struct exercise *exercise,
                    const char *scene, bool begun, bool *parallel)
{
    struct explored *explored = explored_open(scene, false);
    struct verdict verdict =
        explored_search(explored, exercise->file, PREEMPTIONS, RUNS);
    bool right = verdict.fault == FAULT_NONE;
    *parallel |= verdict.parallel;
    if (!right && begun)
        tell(check, exercise, scene, &verdict);
    explored_close(explored);
    free(verdict.words);
    free(verdict.schedule);
    return right;
}

static void tell_serial(struct check *check, const struct exercise *exercise)
{
    (void)finding_add(
        check, "SERIAL", NOWHERE, text_of("right, but one after the other"),
        text_of("in no order could two be in work() at the same time"),
        text_of("keep others out only while you read and change what they "
                "read and change, too; in %s that is no part of work()",
                exercise->file));
}

/* A lab that nobody has begun with shows its first step, not its mistake. */
static bool is_begun(const struct exercise *exercise)
{
    struct place place;
    char *answer = answer_read(exercise, "schedule", &place);
    bool begun = *answer != '\0';
    free(answer);
    return begun;
}

bool is_mended(struct check *check, const struct exercise *exercise)
{
    bool right = true, begun = is_begun(exercise);
    check->result.tried =
        text_of("every order with at most %d preemptions", PREEMPTIONS);
    for (int i = 0; right && i < SCENES && exercise->scenes[i]; i++) {
        bool parallel = exercise->parallel != i + 1;
        right = explore(check, exercise, exercise->scenes[i], begun, &parallel);
        if (right && !parallel) {
            right = false;
            tell_serial(check, exercise);
        }
    }
    if (!right && !begun)
        return is_to_do(check, exercise);
    if (!right)
        check->result.status = "fail";
    return check_end(check);
}

/* diagnose.c - what is wrong with the way a run went.
 *
 * Each rule looks at facts of the log and the world. A cause is named only
 * where it is proven; a run that came to the brake gets none.
 */
#include "harness/diagnose.h"

#include "harness/evidence.h"
#include "harness/known.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define STILL_TO_BE_WRITTEN ENOSYS /* the exit status that main.c uses */

struct finding *finding_add(struct check *check, const char *code,
                            struct place place, char *title, char *happened,
                            char *cause)
{
    struct result *result = &check->result;
    struct finding *finding = &result->findings[FINDINGS_MAX - 1];
    if (result->finding_count < FINDINGS_MAX)
        finding = &result->findings[result->finding_count++];
    *finding = (struct finding){ .code = code,
                                 .place = place,
                                 .title = title,
                                 .happened = happened,
                                 .cause = cause };
    check->failed = true;
    return finding;
}

/* ---- stuck ---- */

static const char *code_of_cause(const struct check *check,
                                 const struct cause *cause)
{
    const struct setting *setting = check->setting;
    if (cause->kind == CAUSE_LEAKED_END && cause->copied &&
        setting->stuck_by_copy)
        return setting->stuck_by_copy;
    return setting->stuck[cause->kind] ? setting->stuck[cause->kind] : "STUCK";
}

static const char *title_of_cause(const struct cause *cause)
{
    switch (cause->kind) {
    case CAUSE_OWN_WRITE_END:
    case CAUSE_HELD_WRITE_END: return "a write end is still open";
    case CAUSE_LEAKED_END: return "a program was given a pipe end too many";
    case CAUSE_HELD_READ_END: return "a read end is still open";
    case CAUSE_WAIT_BEFORE_READ: return "waits before it reads";
    case CAUSE_BOTH_WRITE: return "both sides write, nobody reads";
    case CAUSE_BOTH_READ: return "each waits for the other";
    case CAUSE_CROSSED_OPENS: return "FIFOs opened crosswise";
    case CAUSE_NO_PARTNER: return "the other side never comes";
    case CAUSE_BOTH_FULL: return "both queues are full";
    case CAUSE_NO_MESSAGE: return "nobody is left to send";
    case CAUSE_LOCK_ORDER: return "taken in crossed order";
    case CAUSE_LOCK_KEPT: return "sleeps with the lock";
    case CAUSE_SELF_LOCK: return "locked twice";
    case CAUSE_DEAD_OWNER: return "the owner of the lock has ended";
    case CAUSE_OWN_COPY: return "each process has its own copy";
    case CAUSE_NO_POST: return "nobody is left to post";
    case CAUSE_NO_WAKE: return "nobody is left to wake it";
    case CAUSE_LOST_WAKEUP: return "a wake-up was lost";
    case CAUSE_LOST_LOCK: return "a lock that nobody can release";
    default: return "nothing can go on";
    }
}

static void name_circle(struct finding *finding, const struct world *world,
                        const struct cause *cause)
{
    for (int i = 0; i < cause->circle_count && i < FINDING_PIDS; i++)
        finding->processes[finding->process_count++] =
            process_label(world, cause->circle[i].pid);
    const struct object *object = world_object(world, cause->object);
    if (object && object->name)
        finding->object = strdup(object->name);
}

static const char *tell_stuck(struct check *check, const struct run *run)
{
    const struct world *world = trace_world(run->trace);
    const struct cause *cause = &run->cause;
    if (check->setting->explain && check->setting->explain(check, run))
        return "stuck";
    /* The line to mend is where the end was opened; where none was held in
     * vain, it is where the culprit stands. A lock that was lost in a fork is
     * asked for behind that fork, perhaps in somebody else's function. */
    const struct process *victim = world_process(world, cause->victim);
    struct place place = cause->opened.file &&
                                 cause->kind != CAUSE_WAIT_BEFORE_READ &&
                                 cause->kind != CAUSE_BOTH_WRITE
                             ? cause->opened
                             : cause->stands;
    if (cause->kind == CAUSE_LOST_LOCK && victim && victim->forked_at.file)
        place = victim->forked_at;
    else if (check->setting->roles && run->stands.file && place.file &&
             strcmp(place.file, "main.c") == 0)
        place = run->stands; /* main only waits for its parts */
    struct finding *finding = finding_add(
        check, code_of_cause(check, cause), place,
        text_of("%s", title_of_cause(cause)),
        text_of("%s", run->happened ? run->happened : "nobody can go on"),
        run->because ? text_of("%s", run->because) : NULL);
    name_circle(finding, world, cause);
    return "stuck";
}

/* Asleep, but somebody outside could still act: only the test itself could,
 * and it has nothing more to do. */
static const char *tell_asleep(struct check *check, const struct run *run)
{
    if (check->setting->explain && check->setting->explain(check, run))
        return "stuck";
    (void)finding_add(
        check, "STUCK", run->stands, text_of("waits for what never comes"),
        text_of("%s", run->happened ? run->happened : "every process sleeps"),
        text_of("the test has sent all it had to send, and "
                "nobody else will"));
    return "stuck";
}

/* ---- without end ---- */

static const char *tell_ignored_end(struct check *check, const struct run *run)
{
    char *who = process_label(trace_world(run->trace), run->spinner);
    if (check->setting->fifo_end)
        (void)finding_add(
            check, check->setting->fifo_end, run->spin_place,
            text_of("asks a FIFO without a writer again and again"),
            text_of("read gave 0 %d times in a row to %s, on descriptor %d",
                    RUN_SPINS, who, run->spin_fd),
            text_of(
                "0 means that nobody has the FIFO open for writing now, and "
                "it stays so until somebody comes: sleep in poll, or hold a "
                "write end yourself, so that read sleeps"));
    else
        (void)finding_add(
            check, check->setting->end ? check->setting->end : "EOF",
            run->spin_place, text_of("end-of-file is ignored"),
            text_of("%s gave 0, end-of-file, %d times in a row to %s, on "
                    "descriptor %d",
                    run->spin_name, RUN_SPINS, who, run->spin_fd),
            text_of("0 from %s is no error and no empty piece: nothing more "
                    "will ever come, so the loop must end there",
                    run->spin_name));
    free(who);
    return "limit";
}

static void tell_too_long(struct check *check, const struct run *run,
                          const char *who)
{
    (void)finding_add(
        check, "SVMQ-08", run->spin_place,
        text_of("a message that is too long"),
        text_of("%s called msgrcv %d times in a row, and was told each time "
                "that the message is longer than the size it gave (E2BIG)",
                who, RUN_SPINS),
        text_of("the message stays first in the queue: only a call with more "
                "room, or with MSG_NOERROR, gets it out"));
}

/* poll says that something is ready, and nothing is done about it. */
static void tell_unheard(struct check *check, const struct run *run,
                         const char *who)
{
    (void)finding_add(
        check, check->setting->busy ? check->setting->busy : "SPIN",
        run->spin_place, text_of("busy waiting"),
        text_of("%s told %s %d times in a row that a descriptor is ready, and "
                "nothing was done about it",
                run->spin_name, who, RUN_SPINS),
        text_of(
            "it says so again and again as long as it is so: act on what it "
            "says, also on POLLHUP and POLLERR, and ask only for what you "
            "can use"));
}

static const char *tell_spin(struct check *check, const struct run *run)
{
    if (run->spin_at_end)
        return tell_ignored_end(check, run);
    char *who = process_label(trace_world(run->trace), run->spinner);
    if (run->spin_error == E2BIG) {
        tell_too_long(check, run, who);
        free(who);
        return "limit";
    }
    if (run->spin_ready) {
        tell_unheard(check, run, who);
        free(who);
        return "limit";
    }
    bool at_open = run->spin_role == ROLE_OPEN;
    (void)finding_add(
        check, check->setting->busy ? check->setting->busy : "SPIN",
        run->spin_place, text_of("busy waiting"),
        text_of("%s asked %d times in a row, was told each time that there "
                "is nothing yet, and never went to sleep",
                who, RUN_SPINS),
        text_of("-1 with %s means \"not yet\": sleep in %s until there is "
                "something",
                at_open                          ? "ENXIO"
                : run->spin_role == ROLE_CONNECT ? "EALREADY"
                                                 : "EAGAIN",
                at_open ? "a blocking open" : "poll"));
    free(who);
    return "limit";
}

static const char *tell_limit(struct check *check, const struct run *run)
{
    const struct process *root = run_root(run);
    struct place place = run->spin_place;
    if (!place.file && root && root->thread_count > 0)
        place = root->threads[0].place;
    char *happened =
        run->end == RUN_TIME
            ? text_of("not finished after %d seconds (the grader's brake; "
                      "this names no cause)",
                      RUN_WALL_MS / 1000)
        : run->forked_too_much
            ? text_of("it started more than %d processes", RUN_PROCESSES)
            : text_of("it runs on without end and without ever waiting for "
                      "anybody");
    if (run->forked_too_much)
        place = run->failed_at;
    bool computing = run->end == RUN_LIMIT && !run->forked_too_much &&
                     check->setting->computing;
    if (computing && check->setting->computing_place)
        place = check->setting->computing_place(run);
    (void)finding_add(
        check, computing ? check->setting->computing : "LIMIT", place,
        text_of("%s", computing && !check->setting->computing_cause
                          ? "busy waiting"
                          : "does not come to an end"),
        happened,
        computing && check->setting->computing_cause
            ? text_of("%s", check->setting->computing_cause)
        : computing ? text_of("it looks at memory again and again, while the "
                              "one who would change it cannot go on: sleep "
                              "until there is something to see")
                    : NULL);
    return "limit";
}

static const char *tell_endless_output(struct check *check,
                                       const struct run *run)
{
    struct place place;
    const struct process *writer = evidence_endless_output(run, &place);
    if (!writer)
        return NULL;
    char *who = process_label(trace_world(run->trace), writer->pid);
    (void)finding_add(
        check, "LIMIT", place, text_of("output without end"),
        text_of("%s was ended by SIGXFSZ: the output had grown to the most "
                "that a file may hold here, 64 MiB",
                who),
        NULL);
    free(who);
    return "limit";
}

/* ---- ended, but how ---- */

static const char *signal_text(int number)
{
    const char *name = sigabbrev_np(number);
    return name ? name : "?";
}

static void tell_sigpipe(struct check *check, const struct run *run)
{
    (void)finding_add(
        check, check->setting->sigpipe,
        place_of_result(run, ROLE_WRITE, -EPIPE), text_of("ended by SIGPIPE"),
        text_of("your program sent to a partner who had gone, and SIGPIPE "
                "ended it there"),
        text_of("that signal comes with EPIPE, unless it is ignored or the "
                "call says MSG_NOSIGNAL: others still need this process"));
}

static const char *tell_crash(struct check *check, const struct run *run)
{
    int number = WTERMSIG(run->status);
    if (number == SIGPIPE && check_known_mistake(check))
        return "crash";
    if (number == SIGPIPE && check->setting->sigpipe) {
        tell_sigpipe(check, run);
        return "crash";
    }
    if (check->setting->explain_death &&
        check->setting->explain_death(check, run))
        return "crash";
    if (check->crash_code) {
        (void)finding_add(
            check, check->crash_code, check->crash_place(run),
            text_of("ended by SIG%s", signal_text(number)),
            text_of("your program was ended by SIG%s at %s:%d",
                    signal_text(number),
                    run->crashed_at.file ? run->crashed_at.file : "?",
                    run->crashed_at.line),
            text_of("%s", check->crash_cause));
        return "crash";
    }
    (void)finding_add(
        check, number == SIGPIPE ? "SIGPIPE" : "CRASH", run->crashed_at,
        text_of("ended by SIG%s", signal_text(number)),
        text_of("your program was ended by signal %d (SIG%s) before it was "
                "done",
                number, signal_text(number)),
        run->crashed_at.file
            ? text_of("it stood at %s:%d, in %s()", run->crashed_at.file,
                      run->crashed_at.line,
                      run->crashed_at.function ? run->crashed_at.function : "?")
            : NULL);
    return "crash";
}

static const char *tell_unwritten(struct check *check)
{
    (void)finding_add(check, "TODO", (struct place){ 0 },
                      text_of("still to be written"),
                      text_of("the function said that it is still to be "
                              "written"),
                      NULL);
    return "not-written";
}

static const char *tell_killed_everybody(struct check *check,
                                         const struct run *run)
{
    (void)finding_add(
        check, "PROC-08", run->killed_at, text_of("kill(-1)"),
        text_of("your program called kill with pid -1, which means every "
                "process of yours (it was not let through)"),
        text_of("fork failed and returned -1, and the -1 was used as a "
                "process id"));
    return "fail";
}

const char *diagnose(struct check *check, const struct run *run)
{
    const char *status;
    bool unwritten = WIFEXITED(run->status) &&
                     WEXITSTATUS(run->status) == STILL_TO_BE_WRITTEN;
    if (run->killed_everybody)
        return tell_killed_everybody(check, run);
    if (run->end != RUN_NOT_STARTED &&
        !check->setting->roles) /* before all that two of a kind bring */
        check_no_stray_copy(check);
    if (check->failed)
        return run->end == RUN_ENDED   ? "fail"
               : run->end == RUN_STUCK ? "stuck"
                                       : "limit";
    switch (run->end) {
    case RUN_STUCK: return tell_stuck(check, run);
    case RUN_ASLEEP: return tell_asleep(check, run);
    case RUN_SPIN: return tell_spin(check, run);
    case RUN_LIMIT:
    case RUN_TIME: return tell_limit(check, run);
    case RUN_ENDED:
        status = tell_endless_output(check, run);
        if (status)
            return status;
        if (WIFSIGNALED(run->status))
            return tell_crash(check, run);
        return unwritten ? tell_unwritten(check) : NULL;
    case RUN_NOT_STARTED: break;
    }
    (void)finding_add(check, "INFRA", (struct place){ 0 },
                      text_of("could not be started"),
                      text_of("the grader could not start the program: %.200s",
                              run->errors ? run->errors : ""),
                      NULL);
    return "infra";
}

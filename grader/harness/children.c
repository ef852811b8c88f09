/* children.c - demands on a program that starts others: what a fork copies, and
 * what becomes of the children.
 */
#include "harness/check.h"
#include "harness/diagnose.h"
#include "harness/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is left ---- */

void check_all_reaped(struct check *check)
{
    const struct run *run = check->run;
    const struct world *world = trace_world(run->trace);
    if (check->failed || run->left_count == 0)
        return;
    const struct process *first = world_process(world, run->left[0]);
    struct place place = first ? first->forked_at : NOWHERE;
    if (run->left_alive > 0)
        (void)finding_add(
            check, "LEFT", place, text_of("a process is left running"),
            text_of("when the function was done, %d of the processes that it "
                    "started still ran",
                    run->left_alive),
            text_of("end or await every process that you start"));
    else
        (void)finding_add(
            check, "PROC-02", place, text_of("a zombie is left"),
            text_of("%d processes were started, %d of them were never waited "
                    "for",
                    run_child_count(run), run->left_count),
            text_of("a process that has ended stays a zombie until its parent "
                    "waits for it"));
}

/* By the log: in the world a process whose parent ends has none any more. */
static bool is_child_of_root(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_FORK && log_at(log, i)->other == pid)
            return log_at(log, i)->pid == trace_root(run->trace);
    return false;
}

void check_own_children_reaped(struct check *check)
{
    const struct run *run = check->run;
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < run->left_count && !check->failed; i++) {
        const struct process *left = world_process(world, run->left[i]);
        if (!left || !is_child_of_root(run, left->pid))
            continue;
        (void)finding_add(
            check, "PROC-02", left->forked_at, text_of("a child is left"),
            text_of("your function was done, and its child (pid %d) had not "
                    "been waited for",
                    left->pid),
            text_of("while its parent lives, a child that ends becomes a "
                    "zombie, and it is the parent who must wait for it"));
    }
}

/* ---- a child that comes back ---- */

/* Where this process's last exec failed; file NULL if it tried none. */
static struct place failed_exec(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    struct place place = { 0 };
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_LEAVE && event->pid == pid && info &&
            info->role == ROLE_EXEC)
            place = event->place;
    }
    return place;
}

static void tell_stray_copy(struct check *check, const struct process *child)
{
    struct place tried = failed_exec(check->run, child->pid);
    struct place last = evidence_last_place(check->run, child->pid);
    char *seen =
        last.file ? text_of("; it was seen last at %s:%d", last.file, last.line)
                  : text_of("%s", "");
    (void)finding_add(
        check, "PROC-01", tried.file ? tried : child->forked_at,
        text_of("a copy of the program runs on"),
        text_of("the child (pid %d) came back from your function and went on "
                "as if it were the parent%s",
                child->pid, seen),
        text_of("%s", tried.file
                          ? "exec returned, so it had failed; the child must "
                            "leave with _exit there"
                          : "fork returns in both processes; the child must "
                            "leave with _exit when its part is done"));
    free(seen);
}

void check_no_stray_copy(struct check *check)
{
    const struct process *child = evidence_stray_copy(check->run);
    if (child && !check->failed)
        tell_stray_copy(check, child);
}

/* ---- hard surroundings ---- */

void check_no_wait_given_up(struct check *check, const char *key,
                            const char *value)
{
    const struct event *wait = evidence_gave_up_waiting(check->run);
    if (wait)
        check_result(check, key, value, "PROC-07", wait->place,
                     "a signal handler ran while your program waited for its "
                     "child; the wait was over (EINTR) and had collected "
                     "nothing");
}

void check_interrupted_wait(struct check *check, struct scene *scene)
{
    check_play(check, scene);
    check_no_wait_given_up(check, "returned", "0");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
}

void check_ignored_child_signal(struct check *check, struct scene *scene)
{
    struct run *run = check_play(check, scene);
    const struct event *wait = evidence_status_lost(run);
    if (wait)
        check_result(check, "returned", "0", "PROC-12", wait->place,
                     "the program was started with SIGCHLD ignored; then the "
                     "kernel throws the status of a child away");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
}

void check_failed_fork_as(struct check *check, struct scene *scene,
                          const char *key)
{
    struct run *run = check_play(check, scene);
    if (run->refused > 0) /* a fork that was never tried did not fail */
        check_result(check, key, "-1 EAGAIN", "PROC-08", run->failed_at,
                     "fork failed (EAGAIN: too many processes) and returned "
                     "-1; that is no process id, and the function must tell "
                     "it");
    check_result(check, key, "-1 EAGAIN", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

void check_failed_fork(struct check *check, struct scene *scene)
{
    check_failed_fork_as(check, scene, "returned");
}

/* ---- the buffer of stdout ---- */

void check_printed_once(struct check *check, const char *text)
{
    const struct run *run = check->run;
    const char *first = run->output ? strstr(run->output, text) : NULL;
    check_that(check, !first || !strstr(first + 1, text), "PROC-04",
               place_of_fork(run, 1), "printed twice",
               text_of("\"%s\" was printed once, before the fork, and came "
                       "out more than once",
                       text),
               text_of("fork copied the unwritten buffer of stdout, and the "
                       "child wrote its copy when it ended with exit"));
}

static bool prints_on_terminal(const struct scene *scene)
{
    struct scene again = *scene;
    again.output_terminal = true;
    struct run *run = run_play(getenv("IPC_PROGRAM"), &again);
    bool prints = run && run->output_length > 0;
    run_close(run);
    return prints;
}

void check_not_lost_in_buffer(struct check *check, const struct scene *scene)
{
    if (check->failed || check->run->output_length > 0 ||
        !prints_on_terminal(scene))
        return;
    check_that(check, false, "PROC-05", place_of_fork(check->run, 1),
               "output lost in a buffer",
               text_of("into a file or a pipe nothing came out; on a terminal "
                       "the same program prints its lines"),
               text_of("printf had put the text into a buffer, and _exit "
                       "threw the buffer away"));
}

/* steps.c - what is done when everybody sleeps or is held.
 *
 * In this order, and only the first that there is to do: interrupt a wait,
 * take output out, let one process end, let the program end, release whom a
 * move holds, take the scene's next step. If there is nothing, the run is over.
 */
#include "harness/left.h"
#include "harness/stage.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- what the scene does ---- */

/* Is the program itself asleep in a call in which a signal may find it? */
static bool waits_in_call(const struct run *run)
{
    const struct process *root = run_root(run);
    return root && root->state == PROCESS_ALIVE && root->thread_count > 0 &&
           root->threads[0].asleep;
}

static void note(const struct stage *stage, const char *text)
{
    trace_note(stage->run->trace, strdup(text));
}

static size_t length_of(const struct step *step)
{
    return step->length || !step->text ? step->length : strlen(step->text);
}

static void carry_out(struct stage *stage, const struct step *step)
{
    struct run *run = stage->run;
    const struct process *child;
    size_t length = length_of(step);
    switch (step->kind) {
    case STEP_FEED:
        note(stage, "the test writes to the program's input");
        if (stage->input == -1 ||
            write(stage->input, step->text, length) != (ssize_t)length)
            note(stage, "the input took no more");
        break;
    case STEP_END_INPUT:
        note(stage, "the test ends the program's input");
        stage_close_fd(&stage->input);
        break;
    case STEP_SIGNAL:
        if (!waits_in_call(run))
            break;
        note(stage, "the test sends a signal while the program waits");
        (void)trace_signal(run->trace, trace_root(run->trace), step->number);
        break;
    case STEP_LEAVE:
        note(stage, "the reader of the program's output leaves");
        stage_close_fd(&stage->output);
        break;
    case STEP_KILL_CHILD:
        child = run_child(run, step->number);
        note(stage, "the test kills a process that the program started");
        if (child)
            (void)trace_signal(run->trace, child->pid, SIGKILL);
        break;
    case STEP_NONE: break;
    }
}

static bool take_step(struct stage *stage)
{
    const struct step *steps = stage->scene->steps;
    if (stage->next_step == SCENE_STEPS ||
        steps[stage->next_step].kind == STEP_NONE)
        return false;
    carry_out(stage, &steps[stage->next_step++]);
    return true;
}

/* A step that is to be taken while a move holds somebody, and not later. */
static bool take_early_step(struct stage *stage)
{
    const struct world *world = trace_world(stage->run->trace);
    if (stage->next_step == SCENE_STEPS ||
        stage->scene->steps[stage->next_step].kind != STEP_FEED ||
        stage->scene->steps[stage->next_step].number != 1)
        return false;
    for (int i = 0; i < world->process_count; i++)
        if (trace_is_held(stage->run->trace, world->processes[i].pid))
            return take_step(stage);
    return false;
}

/* The program waits in a call that a handler may interrupt: it gets its signal
 * once for each such wait, three times at most, then it must carry on. */
static bool interrupt(struct stage *stage)
{
    struct run *run = stage->run;
    if (!stage->scene->interrupt_waits || stage->signals_sent >= 3 ||
        !waits_in_call(run))
        return false;
    stage->signals_sent++;
    note(stage, "a signal with a handler (no SA_RESTART) interrupts the wait");
    return trace_signal(run->trace, trace_root(run->trace), SIGUSR1) == 0;
}

/* Of those who are kept from ending, the one that was started last may go. */
static bool let_one_end(const struct stage *stage)
{
    const struct run *run = stage->run;
    const struct world *world = trace_world(run->trace);
    if (!stage->scene->ends_in_reverse)
        return false;
    for (int i = world->process_count - 1; i > 0; i--)
        if (world->processes[i].state == PROCESS_EXITING &&
            trace_release(run->trace, world->processes[i].pid) > 0)
            return true;
    return false;
}

static bool is_late(const struct moves *moves, int pid)
{
    for (int i = 0; i < MOVES_LATE; i++)
        if (moves->late[i] == pid)
            return true;
    return false;
}

/* Of those who are held, who stands just before his call (or everybody else). */
static int release_some(struct stage *stage, bool late)
{
    struct trace *trace = stage->run->trace;
    const struct world *world = trace_world(trace);
    int released = 0;
    for (int i = 0; i < world->process_count; i++)
        if (is_late(&stage->moves, world->processes[i].pid) == late)
            released += trace_release(trace, world->processes[i].pid);
    return released;
}

/* Is somebody asleep who will wake by himself in a while? */
static bool somebody_naps(const struct stage *stage)
{
    const struct world *world = trace_world(stage->run->trace);
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        const struct call_info *info =
            process_alive(process) && process->thread_count > 0
                ? call_at(process->threads[0].call)
                : NULL;
        if (info && info->role == ROLE_SLEEP && process->threads[0].asleep)
            return true;
    }
    return false;
}

/* Who stands just before his call goes last: first the others have one turn,
 * for they may have a signal for him that must come before it. */
static bool release(struct stage *stage)
{
    struct moves *moves = &stage->moves;
    if (!moves->late[0])
        return trace_release(stage->run->trace, 0) > 0;
    if (!moves->others_went) {
        moves->others_went = release_some(stage, false) > 0;
        if (moves->others_went)
            return true;
    }
    if (somebody_naps(stage))
        return true; /* no sleep makes it certain that he has gone on */
    note(stage, RUN_LATE_NOTE);
    (void)release_some(stage, true);
    memset(moves->late, 0, sizeof moves->late);
    return true;
}

/* ---- how the run ends ---- */

/* What the program leaves behind, at its last moment. */
static void count_left(struct stage *stage)
{
    struct run *run = stage->run;
    const struct world *world = trace_world(run->trace);
    const struct process *root = run_root(run);
    for (int i = 1; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process->state == PROCESS_REAPED || run->left_count == RUN_LEFT_MAX)
            continue;
        run->left_alive += process_alive(process);
        run->left[run->left_count++] = process->pid;
    }
    for (int fd = 3; root && fd < root->descriptor_limit; fd++)
        run->descriptors_left += root->descriptors[fd].object != 0;
}

/* Said now: when the run is ended, the world is another one. */
static void tell_stuck(struct run *run)
{
    const struct world *world = trace_world(run->trace);
    if (!cause_find(world, trace_log(run->trace), &run->cause))
        return;
    const struct process *victim = world_process(world, run->cause.victim);
    if (victim && victim->thread_count > 0)
        run->stands = victim->threads[0].place;
    run->happened = cause_happened(world, &run->cause);
    run->because = cause_because(world, &run->cause);
}

/* The first who waits for something outside of the run. */
static void tell_asleep(struct run *run)
{
    const struct world *world = trace_world(run->trace);
    struct wait wait;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count && !run->happened; t++) {
            if (!wait_of(world, process, &process->threads[t], &wait) ||
                !wait.outside)
                continue;
            char *who = process_label(world, process->pid);
            char *what = wait_text(world, &wait);
            if (asprintf(&run->happened, "%s %s", who, what) == -1)
                run->happened = NULL;
            run->stands = process->threads[t].place;
            free(who);
            free(what);
        }
    }
}

/* ---- all of it, in order ---- */

bool stage_go_on(struct stage *stage)
{
    struct run *run = stage->run;
    if (interrupt(stage) || stage_drain(stage) > 0 || let_one_end(stage))
        return true;
    if (stage->moves.root_exited) {
        stage->moves.root_exited = false;
        count_left(stage);
        left_find(run);
        (void)trace_release(run->trace, 0);
        run->end = RUN_ENDED;
        return true;
    }
    if (take_early_step(stage) || release(stage) || take_step(stage))
        return true;
    switch (trace_world(run->trace)->verdict) {
    case QUIET_STUCK:
        run->end = RUN_STUCK;
        tell_stuck(run);
        return false;
    case QUIET_WAITING:
        /* A sleep or a time-out of the program's own will end by itself. */
        if (wait_is_finite(trace_world(run->trace)))
            return true;
        run->end = RUN_ASLEEP;
        tell_asleep(run);
        return false;
    default: return true;
    }
}

/*
 * main_gate.c - who passes the gates of 5.1 and 5.2. Finished code.
 *
 *   5.1   main: gate_make ── starts ──► processes: gate_find, gate_pass
 *   5.2   another process is inside ──► main: gate_try or gate_within
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "main.h"
#include "semaphores.h"

/* ---- 5.1 ----------------------------------------------------------------- */

static void leave_old_gate(const char *name, unsigned value)
{
    sem_t *old = sem_open(name, O_CREAT | O_EXCL, 0600, value);

    if (old == SEM_FAILED)
        err(FAILED, "sem_open");
    sem_close(old);
}

static int die_inside(void)
{
    mark("in");
    kill(getpid(), SIGKILL);
    return 0;
}

/* An earlier run had made the gate, and was killed inside. */
static void play_killed_run(const char *name, unsigned permits)
{
    pid_t pid = start(PROCESSES_MAX);

    if (pid == 0) {
        sem_t *gate = gate_make(name, permits);

        for (unsigned i = 0; gate != NULL && i < permits; i++)
            gate_pass(gate, die_inside);
        _exit(FAILED);
    }
    (void)collect(pid);
    dprintf(STDOUT_FILENO, "%d dead\n", PROCESSES_MAX);
}

/* A process that knows nothing but the name. */
static int pass_often(const char *name, int rounds)
{
    sem_t *gate = gate_find(name);
    int result = gate == NULL ? -1 : 0;

    if (gate == NULL)
        report("found", -1);
    for (int i = 0; i < rounds && result == 0; i++) {
        result = gate_pass(gate, surroundings.joins && surroundings.who == 1
                                     ? inside_and_tell
                                     : inside);
        if (result != 0)
            report("passed", result);
    }
    if (gate != NULL)
        sem_close(gate);
    return end_of_child(result);
}

static int pass_all(const char *name, sem_t *gate, int processes, int rounds)
{
    pid_t pids[PROCESSES_MAX];
    bool unwritten = false;
    int result = 0;

    for (int i = 0; i < processes; i++) {
        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(pass_often(name, rounds));
    }
    if (surroundings.joins) {
        bell_await(&is_inside);
        result = gate_pass(gate, inside);
        report("passed", result);
    }
    report("failed", collect_all(pids, processes, &unwritten));
    errno = unwritten ? ENOSYS : errno;
    return unwritten ? -1 : result;
}

int run_gate(int count, char *words[])
{
    int permits, processes, rounds, result;
    sem_t *gate;

    if (count != 4)
        usage("5.1 needs NAME PERMITS PROCESSES ROUNDS");
    permits = (int)whole_number(words[1], 0, 1000);
    processes = (int)whole_number(words[2], 0, PROCESSES_MAX);
    rounds = (int)whole_number(words[3], 0, 1000);
    bell_make(&is_inside);
    if (surroundings.old_value >= 0)
        leave_old_gate(words[0], (unsigned)surroundings.old_value);
    if (surroundings.killed_run)
        play_killed_run(words[0], (unsigned)permits);
    if (permits == 0) { /* nobody has made it */
        gate = gate_find(words[0]);
        report("found", gate == NULL ? -1 : 0);
        return verdict("5.1", "gate.c", gate == NULL ? -1 : 0);
    }
    gate = gate_make(words[0], (unsigned)permits);
    report("made", gate == NULL ? -1 : 0);
    if (gate == NULL)
        return verdict("5.1", "gate.c", -1);
    result = pass_all(words[0], gate, processes, rounds);
    gate_remove(words[0], gate);
    return verdict("5.1", "gate.c", result);
}

/* ---- 5.2 ----------------------------------------------------------------- */

/* Is inside until main has tried, or leaves by itself. Uses the plain calls. */
_Noreturn static void be_inside(sem_t *gate, const struct bell *go)
{
    close(go->ends[1]);
    if (surroundings.at_once)
        await_turn();
    if (sem_wait(gate) == -1)
        err(FAILED, "sem_wait");
    mark("in");
    bell_ring(&is_inside);
    if (surroundings.leaves)
        linger();
    else
        bell_await(go);
    mark("out");
    sem_post(gate);
    _exit(0);
}

static int try_or_wait(sem_t *gate, const char *word)
{
    int result;

    if (strcmp(word, "try") == 0)
        result = gate_try(gate, inside);
    else
        result = gate_within(gate, (int)whole_number(word, 0, 1 << 30), inside);
    report("passed", result);
    return result;
}

int run_in_time(int count, char *words[])
{
    int result, saved, value = -1;
    struct bell go;
    pid_t pid = 0;
    sem_t *gate;

    if (count != 2)
        usage("5.2 needs NAME try   or: NAME MILLISECONDS");
    gate = sem_open(words[0], O_CREAT | O_EXCL, 0600, 1);
    if (gate == SEM_FAILED)
        err(FAILED, "sem_open");
    bell_make(&is_inside);
    bell_make(&go);
    if (!surroundings.free) {
        pid = start(1);
        if (pid == 0)
            be_inside(gate, &go);
        if (!surroundings.at_once)
            bell_await(&is_inside);
    }
    result = try_or_wait(gate, words[1]);
    saved = errno;
    bell_ring(&go);
    if (pid != 0)
        (void)collect(pid);
    surroundings.visible = false;
    sem_getvalue(gate, &value);
    report("permits", value);
    sem_close(gate);
    sem_unlink(words[0]);
    errno = saved;
    return verdict("5.2", "gate.c", result);
}

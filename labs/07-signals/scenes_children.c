/*
 * scenes_children.c - runs 7.3, 7.6, 7.7 and 7.9, and is the programs that they
 * start: told, leave, rest, calls, stubborn. Finished code.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "signals.h"

/* As it was before the function was called; children compare theirs with it. */
static struct state before;

static void tell_child_state(void)
{
    if (!same_state(&before))
        dprintf(STDERR_FILENO, "= child as before 0\n");
}

/* ---- the programs -------------------------------------------------------- */

static void tell_set(const char *what, bool (*is_in)(int number))
{
    const char *between = ": ";

    printf("%s", what);
    for (int number = 1; number < NSIG; number++) {
        if (!is_in(number))
            continue;
        if (number < SIGRTMIN)
            printf("%sSIG%s", between, sigabbrev_np(number));
        else
            printf("%sSIGRTMIN+%d", between, number - SIGRTMIN);
        between = " ";
    }
    printf("%s\n", strcmp(between, ": ") == 0 ? ": none" : "");
}

static bool is_blocked(int number)
{
    sigset_t blocked;

    sigprocmask(SIG_BLOCK, NULL, &blocked);
    return sigismember(&blocked, number) == 1;
}

static bool is_ignored(int number)
{
    struct sigaction action;

    return sigaction(number, NULL, &action) == 0 &&
           action.sa_handler == SIG_IGN;
}

int be_program(int count, char *words[])
{
    if (strcmp(words[0], "told") == 0) {
        tell_set("blocked", is_blocked);
        tell_set("ignored", is_ignored);
        return 0;
    }
    if (strcmp(words[0], "leave") == 0)
        return count > 1 ? whole_number(words[1], 0, 255) : 0;
    if (strcmp(words[0], "stubborn") == 0)
        signal(SIGTERM, SIG_IGN);
    else if (strcmp(words[0], "calls") == 0)
        kill(getppid(), SIGTERM);
    else if (strcmp(words[0], "rest") != 0)
        return -1;
    for (;;)
        pause();
}

/* This program itself, for the words above; any other as it is. The vector is
 * never freed. */
static char **program_of(int count, char *words[])
{
    static char self[] = "/proc/self/exe";
    char **argv = calloc((size_t)count + 2, sizeof *argv);
    int at = 0;

    if (argv == NULL)
        err(FAILED, "calloc");
    if (words[0][0] != '/')
        argv[at++] = self;
    memcpy(argv + at, words, (size_t)count * sizeof *argv);
    return argv;
}

/* ---- 7.3 ----------------------------------------------------------------- */

static long typed_bytes;

static int be_child(int number)
{
    tell_child_state();
    return number + 1;
}

static void tell_typed(const char *bytes, size_t length)
{
    (void)bytes;
    typed_bytes += (long)length;
}

static void tell_ended(int number, int status)
{
    dprintf(STDOUT_FILENO, "ended %d %d\n", number, status);
}

int run_look_after(int count, char *words[])
{
    int result;

    if (count != 1)
        usage("7.3 needs a number: CHILDREN");
    take_state(&before);
    result = look_after(whole_number(words[0], 1, CHILDREN_MAX), be_child,
                        STDIN_FILENO, tell_typed, tell_ended);
    report("returned", result);
    report("typed", typed_bytes);
    report_state(&before);
    return verdict("7.3", "children.c", result);
}

/* ---- 7.6 ----------------------------------------------------------------- */

int run_start(int count, char *words[])
{
    int result;

    if (count == 0)
        usage("7.6 needs a program: told, leave STATUS, rest, or /a/path");
    take_state(&before);
    result = run_program(program_of(count, words));
    report("returned", result);
    report_state(&before);
    return verdict("7.6", "start.c", result);
}

/* ---- 7.7 ----------------------------------------------------------------- */

static void compute(int number)
{
    static volatile unsigned long n;

    tell_child_state();
    while (number != surroundings.quitter)
        n++;
}

static void tell_turn(int number)
{
    dprintf(STDOUT_FILENO, "turn %d\n", number);
}

int run_turns(int count, char *words[])
{
    int result;

    if (count != 3)
        usage("7.7 needs three numbers: CHILDREN MILLISECONDS ROUNDS");
    take_state(&before);
    result = round_robin(whole_number(words[0], 1, CHILDREN_MAX), compute,
                         whole_number(words[1], 1, 10000),
                         whole_number(words[2], 0, 1000), tell_turn);
    report("returned", result);
    report_state(&before);
    return verdict("7.7", "scheduler.c", result);
}

/* ---- 7.9 ----------------------------------------------------------------- */

int run_guard(int count, char *words[])
{
    int limit, grace, result;

    if (count < 3)
        usage("7.9 needs LIMIT GRACE PROGRAM (told, leave STATUS, rest, "
              "calls, stubborn, or /a/path)");
    limit = whole_number(words[0], 0, 1000000000);
    grace = whole_number(words[1], 0, 1000000000);
    take_state(&before);
    result = guard(program_of(count - 2, words + 2), limit, grace);
    report("returned", result);
    report_state(&before);
    return verdict("7.9", "guard.c", result);
}

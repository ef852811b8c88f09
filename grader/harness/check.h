/* check.h - the words in which a suite says what a lab demands.
 *
 *   Test(ex_1_3, large_output)
 *   {
 *       struct check *check = check_begin("1.3", "large_output", &in_pipeline);
 *       struct scene scene = { .arguments = { "1.3", "seq 9", "wc -l" } };
 *       check_play(check, &scene);
 *       check_output(check, "9\n", 2);
 *       cr_assert(check_end(check));
 *   }
 *
 * After the first error the other words of the same check say nothing, so a
 * test reads as a list of demands and tells one cause. The program runs in a
 * process of its own (run.h); what is expected never leaves this one.
 */
#ifndef HARNESS_CHECK_H
#define HARNESS_CHECK_H

#include "harness/finding.h"
#include "harness/places.h"
#include "harness/run.h"

struct check;

/* What the exercise builds, as far as mistakes have other names in it: the same
 * circle of waiting is one mistake around a child and another in a pipeline. The
 * suite says which; what is NULL has the general code behind it. */
struct setting {
    const char *stuck[CAUSE_KINDS]; /* by kind of cause ("STUCK") */
    const char *stuck_by_copy; /* CAUSE_LEAKED_END through dup2's first copy,
                                  which stayed open (stuck[CAUSE_LEAKED_END]) */
    const char *handed_on; /* a program was given an end too many ("LEFT") */
    /* Asked first about a run in which all wait: adds the mistake that led there,
     * if the log proves one, and says whether it did. NULL: nothing to ask. */
    bool (*explain)(struct check *check, const struct run *run);
    /* The same about a program that a signal has ended. */
    bool (*explain_death)(struct check *check, const struct run *run);
    const char *busy;      /* asks again and again and never sleeps ("SPIN") */
    const char *fifo_end;  /* the same, told each time that a FIFO has no writer
                              ("EOF") */
    const char *end;       /* the same for any other descriptor ("EOF") */
    const char *sigpipe;   /* ended by SIGPIPE, at its last write ("SIGPIPE") */
    const char *computing; /* never calls anybody, and never ends ("LIMIT") */
    const char *computing_cause; /* ... and why, if it does not look at memory
                                    that somebody else is to change */
    struct place (*computing_place)(const struct run *run);
    bool roles; /* main plays several parts, and each may tell results */
};

struct check {
    struct result result;
    const struct setting *setting;
    bool failed;
    struct run *run; /* the last one played; owned by the check */
    /* Set by a test which has shown that only what it does next can be the
     * reason for a crash; NULL: a crash is a crash. */
    const char *crash_code, *crash_cause;
    struct place (*crash_place)(const struct run *run);
};

/* Reads where to work from the environment: IPC_PROGRAM, IPC_RESULTS,
 * IPC_RECORDS, IPC_LAB. Ends the test if they are missing. The setting must
 * outlive the check. */
struct check *check_begin(const char *exercise, const char *test,
                          const struct setting *setting);

/* Plays the scene and tells of what no program may do, whatever the exercise:
 * be stuck, spin, crash, kill everybody, run without end, still be unwritten.
 * Returns the run (also check->run), never NULL. May be called again. */
struct run *check_play(struct check *check, struct scene *scene);

/* Says so if expected is false. title is a few words; happened and cause are
 * printf-like sentences (malloc'd text, taken over; cause may be NULL). */
void check_that(struct check *check, bool expected, const char *code,
                struct place place, const char *title, char *happened,
                char *cause);

/* printf into malloc'd text; never NULL. */
char *text_of(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes the result (and the recording if it failed) and frees the check.
 * Returns true if there was no error. */
bool check_end(struct check *check);

/* ---- what came out (demand.c) ---- */

/* Its output is exactly this. */
void check_output(struct check *check, const void *expected, size_t length);

/* The same, where another output means a certain mistake at a certain place. */
void check_output_as(struct check *check, const void *expected, size_t length,
                     const char *code, struct place place, const char *cause);

/* The program's main told this whole line ("= read_full 9 -> 9"). */
void check_line(struct check *check, const char *line, const char *code,
                struct place place, const char *cause);

/* Main's line "= KEY VALUE" is there with this value; code tells which mistake
 * another value means ("RESULT" when none in particular). */
void check_result(struct check *check, const char *key, const char *value,
                  const char *code, struct place place, const char *cause);

/* Main's line "= KEY STATUS" is there with this status, as $? has it. Knows raw
 * or misread status words (PROC-06). */
void check_status(struct check *check, const char *key, int status);

/* Every "= status I S": statuses[0..count-1]. Knows swapped statuses
 * (PROC-11) and raw or misread status words (PROC-06). */
void check_statuses(struct check *check, const int *statuses, int count);

/* The lines of a text, sorted, without empty ones; malloc'd (lines.c). */
char *lines_sorted(const char *text);

/* The output is these lines, in any order (lines.c). */
void check_lines_in_any_order(struct check *check, const char *expected);

/* ---- what the started programs were given (handed_on.c) ---- */

/* The first program that was started has exactly this argument vector, its
 * words joined by blanks (PROC-09): no exec of the student's own code failed
 * because the vector had no end (EFAULT). Says nothing if nothing was
 * started. */
void check_vector(struct check *check, const char *expected);

/* Every program that was started got its descriptors 0 to 2, and no end of a
 * pipe besides. */
void check_stages_clean(struct check *check);

/* Every started program has a pipe as descriptor 0 and as 1, but for 0 of the
 * one whose command is `first` and 1 of the one whose command is `last`. */
void check_stages_connected(struct check *check, const char *first,
                            const char *last);

/* No program was handed a non-blocking descriptor 0 or 1. */
void check_blocking_ends(struct check *check);

/* ---- programs that start others (children.c) ---- */

/* All children have been collected and none lives on. */
void check_all_reaped(struct check *check);

/* No child of the program itself is left, neither alive nor as a zombie
 * (PROC-02); what its children have started is not asked for. */
void check_own_children_reaped(struct check *check);

/* No process but the program itself came back from the function. */
void check_no_stray_copy(struct check *check);

/* For a scene in which signals interrupt the waits for a child
 * (interrupt_waits): if one was not made again, then main tells "= KEY VALUE"
 * all the same (PROC-07). Says nothing otherwise. */
void check_no_wait_given_up(struct check *check, const char *key,
                            const char *value);

/* Plays the scene, in which signals interrupt the waits for a child
 * (interrupt_waits): main tells "= returned 0" all the same (PROC-07). */
void check_interrupted_wait(struct check *check, struct scene *scene);

/* Plays the scene, which starts with SIGCHLD ignored (child_signal_ignored):
 * main tells "= returned 0" all the same (PROC-12). */
void check_ignored_child_signal(struct check *check, struct scene *scene);

/* Plays the scene, in which a fork fails with EAGAIN (MOVE_FAIL): main tells
 * "= returned -1 EAGAIN" (PROC-08), and all children have been collected. */
void check_failed_fork(struct check *check, struct scene *scene);

/* The same, where main tells it as "= KEY -1 EAGAIN". */
void check_failed_fork_as(struct check *check, struct scene *scene,
                          const char *key);

/* Text that waited in stdout's buffer at the fork came out once at most
 * (PROC-04). */
void check_printed_once(struct check *check, const char *text);

/* If the scene just played gave no output at all, it gives none on a terminal
 * either. There stdio writes every line at once; so what comes out there and
 * nowhere else was thrown away in a buffer by _exit (PROC-05). Plays it once
 * more only if nothing came out. */
void check_not_lost_in_buffer(struct check *check, const struct scene *scene);

#endif

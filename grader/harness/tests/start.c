/* start.c - what a program is given at its start: nothing of the harness.
 *
 * Whatever it inherits by accident looks like the student's own mistake: an end
 * of a pipe that the harness holds makes end-of-file impossible, a blocked or
 * ignored signal breaks wait and pipes, and process 1 is a special one.
 */
#include "harness/run.h"

#include <criterion/criterion.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct run *played;

static const char *say(const char *script)
{
    struct scene scene = { .arguments = { "-c", script } };
    run_close(played);
    played = run_play("/bin/sh", &scene);
    cr_assert(played && played->end == RUN_ENDED);
    return played->output;
}

static void close_last(void)
{
    run_close(played);
    played = NULL;
}

TestSuite(start, .fini = close_last, .timeout = 60);

/* Without the C library's own two, which nobody can set. */
static unsigned long long mask(const char *status, const char *key)
{
    const char *found = strstr(status, key);
    cr_assert(found, "no %s in %s", key, status);
    return strtoull(found + strlen(key), NULL, 16) & ~0x180000000ULL;
}

static void assert_clean_signals(void)
{
    const char *status = say("exec cat /proc/self/status");
    cr_assert_eq(mask(status, "SigBlk:\t"), 0, "%s", status);
    cr_assert_eq(mask(status, "SigIgn:\t"), 0, "%s", status);
    cr_assert_eq(mask(status, "SigPnd:\t"), 0, "%s", status);
}

Test(start, signals_are_as_a_shell_gives_them)
{
    assert_clean_signals();
}

/* The caller of make may have done anything to them. */
Test(start, also_if_the_harness_has_others)
{
    sigset_t set;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGINT, SIG_IGN);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    assert_clean_signals();
}

/* Descriptor 3 is the directory that ls reads. */
Test(start, descriptors_are_0_1_and_2)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0); /* not close-on-exec, and in nobody's way */
    cr_assert_str_eq(say("exec ls /proc/self/fd"), "0\n1\n2\n3\n");
}

Test(start, it_is_not_process_1)
{
    cr_assert_gt(atoi(say("echo $$")), 1);
}

Test(start, it_is_no_super_user_behind_walls)
{
    cr_assert(say("id -u; grep CapEff /proc/self/status"));
    if (played->isolation)
        cr_assert(strncmp(played->output, "1000\n", 5) == 0 &&
                      strstr(played->output, "\t0000000000000000\n"),
                  "%s", played->output);
}

Test(start, its_directory_is_its_own_and_empty)
{
    cr_assert_str_eq(say("ls -A; touch here"), "");
    cr_assert_str_eq(say("ls -A"), "");
}

/* 00-processes-files.c - what lab 00 demands of 0.3: files instead of the
 * terminal. What the started program finds behind its descriptors is seen in
 * what it writes itself.
 */
#include <criterion/criterion.h>

#include <string.h>

#include "harness/check.h"
#include "tests/00-processes.h"

static void demand_output(struct check *check, struct scene *scene,
                          const char *output, const char *code,
                          const char *cause)
{
    struct run *run = check_play(check, scene);
    check_output_as(check, output, strlen(output), code,
                    place_of_result(run, ROLE_DUP, 0), cause);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

Test(ex_0_3, files)
{
    struct check *check = check_begin("0.3", "files", &processes_around_child);
    struct scene out = { .arguments = { "0.3", "3>&1", ">out",
                                        "sh -c 'echo one; cat out >&3'" } };
    demand_output(check, &out, "one\n", "OUT", NULL);
    struct scene in = { .arguments = { "0.3", "3>&1", ">f", "<f",
                                       "sh -c 'echo two; cat >&3'" } };
    demand_output(check, &in, "two\n", "OUT", NULL);
    struct scene more = { .arguments = {
                              "0.3", "3>&1", ">f", "2>>f",
                              "sh -c 'echo a; echo b >&2; cat f >&3'" } };
    demand_output(check, &more, "a\nb\n", "OUT", NULL);
    cr_assert(check_end(check));
}

Test(ex_0_3, order)
{
    struct check *check = check_begin("0.3", "order", &processes_around_child);
    const char *cause = "the list is carried out from left to right: 2>&1 "
                        "copies what 1 is at that moment";
    struct scene after = {
        .arguments = { "0.3", "3>&1", ">f", "2>&1",
                       "sh -c 'echo e >&2; [ -s f ] && echo file >&3'" }
    };
    demand_output(check, &after, "file\n", "OUT", cause);
    struct scene before = { .arguments = { "0.3", "2>&1", ">f",
                                           "sh -c 'echo e >&2; [ ! -s f ]'" } };
    demand_output(check, &before, "e\n", "OUT", cause);
    cr_assert(check_end(check));
}

Test(ex_0_3, cannot_open)
{
    struct check *check =
        check_begin("0.3", "cannot_open", &processes_around_child);
    struct scene file = { .arguments = { "0.3", "<no-such-file", "echo x" } };
    check_play(check, &file);
    check_no_stray_copy(check);
    check_output(check, "", 0);
    check_result(check, "returned", "1", "RESULT", NOWHERE, NULL);
    struct scene descriptor = { .arguments = { "0.3", "2>&9", "echo x" } };
    check_play(check, &descriptor);
    check_output(check, "", 0);
    check_result(check, "returned", "1", "RESULT", NOWHERE, NULL);
    struct scene program = { .arguments = { "0.3", ">f", "./no-such" } };
    check_play(check, &program);
    check_no_stray_copy(check);
    check_result(check, "returned", "127", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_3, closed_descriptors)
{
    struct check *check =
        check_begin("0.3", "closed_descriptors", &processes_around_child);
    struct scene scene = { .arguments = { "0.3", "3>&1", ">f", "<f",
                                          "sh -c 'echo two; cat >&3'" },
                           .closed = 1 };
    demand_output(check, &scene, "two\n", "PIPE-10",
                  "descriptor 0 was closed, so open gave that very number: "
                  "dup2 onto itself does nothing, and the close behind it "
                  "takes the file away");
    cr_assert(check_end(check));
}

/* ls itself opens one: the directory that it lists. */
Test(ex_0_3, nothing_more)
{
    struct check *check =
        check_begin("0.3", "nothing_more", &processes_around_child);
    struct scene scene = { .arguments = { "0.3", "2>f", "<f",
                                          "ls /proc/self/fd" } };
    demand_output(check, &scene, "0\n1\n2\n3\n", "LEFT",
                  "the program was given a descriptor that nobody asked for: "
                  "dup2 makes a second one, and the first stays open");
    cr_assert(check_end(check));
}

Test(ex_0_3, directory)
{
    struct check *check =
        check_begin("0.3", "directory", &processes_around_child);
    struct scene scene = { .arguments = { "0.3", "cd /tmp", "pwd" } };
    struct run *run = check_play(check, &scene);
    bool twice = run_child_count(run) > 1;
    check_output_as(check, "/tmp\n", 5, twice ? "PROC-10" : "OUT",
                    twice ? place_of_fork(run, 1) : NOWHERE,
                    twice ? "a child changed its own working directory; the "
                            "parent's stayed what it was"
                          : NULL);
    struct scene none = { .arguments = { "0.3", "cd /no-such-place", "pwd" } };
    check_play(check, &none);
    check_result(check, "cd", "-1 ENOENT", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* semset.c - System V semaphores: values, waiters, owners, and who is to post. */
#include "still.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

TestSuite(semset, .timeout = 60, .init = still_remove, .fini = still_remove);

static void assert_crossed(const char *scene)
{
    struct play play;
    play_still(&play, scene, QUIET_STUCK);
    const struct object *set = play_object(&play, OBJECT_SEMSET, 1);
    assert_fact(set, "semaphores", 2);
    assert_fact(set, "v0", 0);
    assert_fact(set, "v1", 0);
    assert_fact(set, "n0", 1);
    assert_fact(set, "n1", 1);
    for (int i = 0; i < 2; i++) {
        struct wait wait = play_wait(&play, i), other = play_wait(&play, !i);
        char last[8];
        cr_assert_eq(wait.kind, WAIT_COUNT);
        cr_assert_eq(wait.part, !i); /* each has its own, wants the other's */
        cr_assert_eq(wait.wakers[0].pid, other.pid);
        cr_assert(wait.wakers[0].holds);
        (void)snprintf(last, sizeof last, "p%d", i);
        assert_fact(set, last, wait.pid);
    }
    assert_cause(&play, CAUSE_LOCK_ORDER);
    play_close(&play);
}

Test(semset, semaphores_taken_crosswise)
{
    assert_crossed("semset-crossed");
}

Test(semset, semaphores_taken_crosswise_with_undo)
{
    assert_crossed("semset-crossed-undo");
}

Test(semset, owner_before_those_who_merely_know_it)
{
    struct play play;
    play_still(&play, "semset-crossed-by-children", QUIET_STUCK);
    for (int i = 1; i <= 2; i++) {
        struct wait wait = play_wait(&play, i);
        cr_assert_eq(wait.waker_count, 2);
        cr_assert_eq(wait.wakers[0].pid, play_wait(&play, 3 - i).pid);
        cr_assert(wait.wakers[0].holds);
        cr_assert_eq(wait.wakers[1].pid, trace_root(play.trace));
        cr_assert_not(wait.wakers[1].holds);
    }
    assert_cause(&play, CAUSE_LOCK_ORDER);
    play_close(&play);
}

Test(semset, wait_until_zero)
{
    struct play play;
    play_still(&play, "semset-wait-for-zero", QUIET_STUCK);
    assert_fact(play_object(&play, OBJECT_SEMSET, 1), "z0", 1);
    cr_assert_eq(play_object(&play, OBJECT_SEMSET, 1)->fill, 2);
    cr_assert_eq(play_wait(&play, 0).kind, WAIT_COUNT);
    assert_cause(&play, CAUSE_NO_POST);
    play_close(&play);
}

Test(semset, semaphores_of_a_set_and_their_waiters)
{
    struct play play;
    play_still(&play, "semset-all-kinds", QUIET_STUCK);
    const struct object *set = play_object(&play, OBJECT_SEMSET, 1);
    const struct world *world = trace_world(play.trace);
    cr_assert_eq(set->fill, 5);
    assert_fact(set, "semaphores", 3);
    assert_fact(set, "v0", 4);
    assert_fact(set, "v1", 0);
    assert_fact(set, "v2", 1);
    assert_fact(set, "n0", -1);
    assert_fact(set, "n1", 2);
    assert_fact(set, "z2", 1);
    cr_assert_str_eq(world->processes[0].threads[0].watched, "0-3 1-2undo");
    cr_assert_str_eq(world->processes[1].threads[0].watched, "1-1");
    cr_assert_str_eq(world->processes[2].threads[0].watched, "2=0");
    cr_assert_eq(play_wait(&play, 0).part, 1); /* 0 could give its three */
    cr_assert_eq(play_wait(&play, 1).part, 1);
    cr_assert_eq(play_wait(&play, 2).part, 2);
    play_close(&play);
}

Test(semset, owner_ended_without_giving_back)
{
    struct play play;
    play_still(&play, "semset-owner-ended", QUIET_STUCK);
    struct wait wait = play_wait(&play, 0);
    cr_assert_eq(wait.ended, trace_world(play.trace)->processes[1].pid);
    cr_assert_eq(wait.waker_count, 0);
    assert_cause(&play, CAUSE_DEAD_OWNER);
    play_close(&play);
}

Test(semset, undone_at_the_owners_end)
{
    struct play play;
    play_scene(&play, "semset-owner-undone");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(play_root_status(&play), 0);
    play_close(&play);
}

Test(semset, locked_twice_by_the_same)
{
    struct play play;
    play_still(&play, "semset-taken-twice", QUIET_STUCK);
    assert_cause(&play, CAUSE_SELF_LOCK);
    play_close(&play);
}

/* Who only adds is the one to ask, not another who only takes. */
Test(semset, poster_is_to_post_again)
{
    struct play play;
    play_still(&play, "semset-poster-waits", QUIET_STUCK);
    struct wait wait = play_wait(&play, 0);
    cr_assert_eq(wait.kind, WAIT_COUNT);
    cr_assert_eq(wait.wakers[0].pid, trace_world(play.trace)->processes[1].pid);
    cr_assert(wait.wakers[0].holds);
    cr_assert_eq(wait.ended, 0);
    (void)play_cause(&play);
    play_close(&play);
}

Test(semset, poster_that_waits_outside)
{
    struct play play;
    play_still(&play, "semset-poster-waits-outside", QUIET_WAITING);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    cr_assert_neq(play_on(&play), TRACE_MOVING);
    cr_assert_eq(play_root_status(&play), 0);
    play_close(&play);
}

Test(semset, time_out_ends_the_wait)
{
    struct play play;
    play_still(&play, "semset-timed", QUIET_WAITING);
    cr_assert(play_wait(&play, 0).finite);
    play_close(&play);
}

Test(semset, set_of_somebody_outside)
{
    struct play play;
    int set = semget(still_key(1), 1, IPC_CREAT | 0600);
    struct sembuf post = { .sem_op = 1 };
    cr_assert_neq(set, -1);
    play_still(&play, "semset-made-outside", QUIET_WAITING);
    cr_assert(play_object(&play, OBJECT_SEMSET, 1)->outside);
    cr_assert_eq(semop(set, &post, 1), 0);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    play_close(&play);
}

/* ---- elsewhere, and beside ipcs ---- */

Test(semset, semaphores_in_another_namespace)
{
    struct play play;
    play_elsewhere(&play, "semset-crossed");
    const struct object *set = play_object(&play, OBJECT_SEMSET, 1);
    assert_fact(set, "v0", 0);
    assert_fact(set, "n0", 1);
    assert_fact(set, "p0", trace_root(play.trace));
    cr_assert_eq(semget(still_key(1), 0, 0), -1); /* there is none here */
    assert_cause(&play, CAUSE_LOCK_ORDER);
    play_close(&play);
}

Test(semset, set_agrees_with_ipcs)
{
    struct play play;
    char text[4096];
    int number, value, waiters, zero, pid, lines = 0;
    play_still(&play, "semset-all-kinds", QUIET_STUCK);
    const struct object *set = play_object(&play, OBJECT_SEMSET, 1);
    if (!ask_ipcs("-s", (int)set->inode, text, sizeof text))
        cr_skip("no ipcs here");
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char key[8];
        if (sscanf(line, "%d %d %d %d %d", &number, &value, &waiters, &zero,
                   &pid) != 5)
            continue;
        lines++;
        (void)snprintf(key, sizeof key, "v%d", number);
        assert_fact(set, key, value);
        (void)snprintf(key, sizeof key, "n%d", number);
        assert_fact(set, key, waiters ? waiters : -1);
        (void)snprintf(key, sizeof key, "z%d", number);
        assert_fact(set, key, zero ? zero : -1);
        (void)snprintf(key, sizeof key, "p%d", number);
        assert_fact(set, key, pid ? pid : -1);
    }
    cr_assert_eq(lines, 3, "%s", text);
    play_close(&play);
}

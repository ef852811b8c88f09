/* word.c - semaphores, mutexes and conditions of running programs. */
#include "play.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char name[64]; /* of a semaphore that only this test knows */
static struct play play;

static void choose_name(void)
{
    (void)snprintf(name, sizeof name, "/observe-word-%d", (int)getpid());
}

static void forget(void)
{
    (void)sem_unlink(name);
}

TestSuite(word, .init = choose_name, .fini = forget, .timeout = 60);

static const struct world *begin(const char *scene)
{
    play_scene(&play, scene);
    cr_assert_eq(play_on(&play), TRACE_QUIET, "%s is not quiet", scene);
    return trace_world(play.trace);
}

static const struct world *begin_named(const char *scene)
{
    play_prepare(&play, scene);
    cr_assert_eq(write(play.input[1], name, strlen(name)),
                 (ssize_t)strlen(name));
    play_end_input(&play);
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_QUIET, "%s is not quiet", scene);
    return trace_world(play.trace);
}

/* The first object of this kind. */
static const struct object *find(enum object_kind kind)
{
    const struct world *world = trace_world(play.trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == kind)
            return &world->objects[i];
    cr_assert_fail("no %s", object_kind_name(kind));
    return NULL;
}

static struct wait wait_in(int pid, int thread)
{
    struct wait wait;
    const struct process *process = world_process(trace_world(play.trace), pid);
    cr_assert(wait_of(trace_world(play.trace), process,
                      &process->threads[thread], &wait));
    return wait;
}

static int child(void)
{
    return trace_world(play.trace)->processes[1].pid;
}

static bool wakes(const struct wait *wait, int pid)
{
    for (int i = 0; i < wait->waker_count; i++)
        if (wait->wakers[i].pid == pid && wait->wakers[i].holds)
            return true;
    return false;
}

static void assert_stuck_by(const char *scene, enum cause_kind kind)
{
    (void)begin(scene);
    const struct cause *cause = play_cause(&play);
    cr_assert_eq(cause->kind, kind, "%s: the cause is said to be %s", scene,
                 cause_kind_name(cause->kind));
    char *because = cause_because(trace_world(play.trace), cause);
    cr_assert(because && *because);
    free(because);
}

static void assert_waiting(const char *scene)
{
    const struct world *world = begin(scene);
    cr_assert_eq(wait_verdict(world), QUIET_WAITING, "%s: verdict %d", scene,
                 wait_verdict(world));
    cr_assert(wait_is_finite(world));
}

/* ---- state ---- */

Test(word, semaphore_has_value_waiters_and_place)
{
    const struct world *world = begin("sem-two-wait");
    const struct object *semaphore = find(OBJECT_SEMAPHORE);
    cr_assert_eq(semaphore->fill, 0);
    cr_assert_eq(object_fact(semaphore, "waiters", -1), 4);
    cr_assert_eq(object_fact(semaphore, "pshared", -1), 1);
    cr_assert_eq(world_object(world, semaphore->parent)->kind, OBJECT_MEMORY);
    cr_assert_eq(world->process_count, 4);
    for (int i = 0; i < 4; i++) {
        struct wait wait = wait_in(world->processes[i].pid, 0);
        cr_assert_eq(wait.kind, WAIT_COUNT);
        cr_assert_eq(wait.object, semaphore->id);
        cr_assert_eq(wait.waker_count, 3);
    }
    play_close(&play);
}

Test(word, named_semaphore_has_its_name)
{
    (void)begin_named("sem-named");
    const struct object *semaphore = find(OBJECT_SEMAPHORE);
    char expected[96];
    (void)snprintf(expected, sizeof expected, "semaphore %s", name);
    cr_assert_str_eq(semaphore->name, expected);
    cr_assert_eq(semaphore->fill, 0);
    cr_assert_eq(object_fact(semaphore, "waiters", -1), 1);
    cr_assert_eq(play_cause(&play)->kind, CAUSE_NO_POST);
    play_close(&play);
}

Test(word, named_semaphore_is_seen_before_anybody_waits)
{
    (void)begin_named("sem-named-part");
    const struct object *semaphore = find(OBJECT_SEMAPHORE);
    int value;
    sem_t *own = sem_open(name, 0);
    cr_assert_neq(own, SEM_FAILED);
    cr_assert_eq(sem_getvalue(own, &value), 0);
    cr_assert_eq(value, 2);
    cr_assert_eq(semaphore->fill, value);
    cr_assert_eq(object_fact(semaphore, "waiters", -1), 0);
    (void)sem_post(own);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(find(OBJECT_SEMAPHORE)->fill, 3);
    (void)sem_close(own);
    play_close(&play);
}

Test(word, line_is_that_of_the_wait)
{
    (void)begin("mutexes-crossed");
    const struct process *process = trace_world(play.trace)->processes;
    cr_assert_str_eq(process->threads[0].place.file, "word.c");
    cr_assert_gt(process->threads[0].place.line, 0);
    cr_assert_str_eq(process->threads[0].watched, "pthread_mutex_lock");
    play_close(&play);
}

Test(word, thread_waits_for_thread)
{
    (void)begin("joins-sleeper");
    struct wait join = wait_in(trace_root(play.trace), 0);
    struct wait sleeper = wait_in(trace_root(play.trace), 1);
    cr_assert_eq(join.kind, WAIT_THREAD);
    cr_assert(wakes(&join, trace_root(play.trace)));
    cr_assert_eq(sleeper.kind, WAIT_COUNT);
    cr_assert_str_eq(find(OBJECT_SEMAPHORE)->name, "semaphore tokens");
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_STUCK);
    play_close(&play);
}

Test(word, condition_counts_its_waiters)
{
    (void)begin("condition-shared");
    const struct object *condition = find(OBJECT_CONDITION);
    cr_assert_eq(condition->fill, 2);
    cr_assert_eq(condition->offset, 2 * sizeof(pthread_mutex_t));
    struct wait wait = wait_in(child(), 0);
    cr_assert_eq(wait.kind, WAIT_NOTICE);
    cr_assert(wakes(&wait, trace_root(play.trace)));
    cr_assert_not(wakes(&wait, child()));
    play_close(&play);
}

static void assert_word(const char *scene, const char *label)
{
    (void)begin(scene);
    const struct object *word = find(OBJECT_FUTEX);
    cr_assert_str_eq(word->name, label);
    cr_assert_eq(wait_in(trace_root(play.trace), 0).kind, WAIT_NOTICE);
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_STUCK);
    play_close(&play);
}

Test(word, barriers_and_rwlocks_have_names)
{
    assert_word("barrier-short", "barrier barrier");
    assert_word("rwlock-kept", "rwlock records");
}

Test(word, is_known_by_its_bytes_alone)
{
    (void)begin("sem-by-pointer");
    cr_assert_eq(object_fact(find(OBJECT_SEMAPHORE), "waiters", -1), 2);
    play_close(&play);
}

/* ---- stuck ---- */

Test(word, semaphore_that_nobody_posts)
{
    assert_stuck_by("sem-never-posted", CAUSE_NO_POST);
    play_close(&play);
}

Test(word, semaphore_copied_by_fork)
{
    assert_stuck_by("sem-copied", CAUSE_OWN_COPY);
    const struct object *semaphore = find(OBJECT_SEMAPHORE);
    cr_assert_eq(semaphore->parent, 0);
    cr_assert_eq(object_fact(semaphore, "private", 0), 1);
    cr_assert_eq(wait_in(trace_root(play.trace), 0).waker_count, 0);
    play_close(&play);
}

Test(word, private_semaphore_in_shared_memory)
{
    assert_stuck_by("sem-private-in-shared", CAUSE_OWN_COPY);
    const struct object *semaphore = find(OBJECT_SEMAPHORE);
    cr_assert_neq(semaphore->parent, 0);
    cr_assert_eq(object_fact(semaphore, "private", 0), 1);
    cr_assert_eq(wait_in(child(), 0).waker_count, 0);
    play_close(&play);
}

Test(word, private_mutex_in_shared_memory)
{
    assert_stuck_by("mutex-private-in-shared", CAUSE_OWN_COPY);
    cr_assert_eq(find(OBJECT_MUTEX)->owner, trace_root(play.trace));
    cr_assert_eq(wait_in(child(), 0).waker_count, 0);
    play_close(&play);
}

Test(word, mutex_before_semaphore)
{
    assert_stuck_by("mutex-before-semaphore", CAUSE_LOCK_KEPT);
    cr_assert_eq(find(OBJECT_MUTEX)->owner, child());
    struct wait consumer = wait_in(trace_root(play.trace), 0);
    struct wait producer = wait_in(child(), 0);
    cr_assert_eq(consumer.kind, WAIT_MUTEX);
    cr_assert_eq(consumer.waker_count, 1);
    cr_assert(wakes(&consumer, child()));
    cr_assert_eq(producer.kind, WAIT_COUNT);
    cr_assert(wakes(&producer, trace_root(play.trace)));
    play_close(&play);
}

Test(word, two_processes_two_mutexes)
{
    assert_stuck_by("mutexes-crossed", CAUSE_LOCK_ORDER);
    struct wait first = wait_in(trace_root(play.trace), 0);
    struct wait second = wait_in(child(), 0);
    cr_assert_neq(first.object, second.object);
    cr_assert(wakes(&first, child()));
    cr_assert(wakes(&second, trace_root(play.trace)));
    play_close(&play);
}

Test(word, two_threads_two_mutexes)
{
    assert_stuck_by("threads-crossed", CAUSE_LOCK_ORDER);
    cr_assert_str_eq(find(OBJECT_MUTEX)->name, "mutex other_lock");
    play_close(&play);
}

Test(word, locked_twice_by_one)
{
    assert_stuck_by("locks-again", CAUSE_SELF_LOCK);
    play_close(&play);
}

Test(word, owner_has_ended)
{
    assert_stuck_by("owner-dead", CAUSE_DEAD_OWNER);
    const struct object *mutex = find(OBJECT_MUTEX);
    cr_assert_eq(mutex->owner, child());
    cr_assert_eq(object_fact(mutex, "robust", -1), 0);
    cr_assert_eq(wait_in(trace_root(play.trace), 0).waker_count, 0);
    play_close(&play);
    assert_stuck_by("thread-ended-with-lock", CAUSE_DEAD_OWNER);
    play_close(&play);
}

Test(word, robust_mutex_whose_owner_sleeps)
{
    (void)begin("robust-kept");
    const struct object *mutex = find(OBJECT_MUTEX);
    cr_assert_eq(mutex->owner, trace_root(play.trace));
    cr_assert_eq(object_fact(mutex, "robust", -1), 1);
    struct wait wait = wait_in(child(), 0);
    cr_assert(wakes(&wait, trace_root(play.trace)));
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_STUCK);
    play_close(&play);
}

Test(word, lock_copied_by_fork)
{
    assert_stuck_by("lock-copied", CAUSE_LOST_LOCK);
    cr_assert_eq(find(OBJECT_MUTEX)->owner, trace_root(play.trace));
    play_close(&play);
}

Test(word, lost_wake_up)
{
    assert_stuck_by("lost-wake-up", CAUSE_NO_WAKE);
    cr_assert_str_eq(find(OBJECT_CONDITION)->name, "condition ready");
    cr_assert_eq(find(OBJECT_CONDITION)->fill, 1);
    play_close(&play);
}

/* A record tells the same as the live run. */
Test(word, world_from_the_log_is_the_live_world)
{
    struct world world = { 0 };
    assert_stuck_by("mutexes-crossed", CAUSE_LOCK_ORDER);
    const struct log *log = trace_log(play.trace);
    world_at(&world, log, log->count);
    struct cause again;
    cr_assert(cause_find(&world, log, &again));
    cr_assert_eq(again.kind, CAUSE_LOCK_ORDER);
    cr_assert_eq(again.object, play.cause.object);
    world_clear(&world);
    play_close(&play);
}

/* ---- not stuck ---- */

Test(word, time_outs_end_a_wait)
{
    static const char *const scenes[] = { "sem-timed", "condition-timed",
                                          "condition-timed-monotonic",
                                          "mutex-timed" };
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        assert_waiting(scenes[i]);
        const struct process *root =
            world_process(trace_world(play.trace), trace_root(play.trace));
        int left = root->threads[0].timeout_ms;
        cr_assert(left > 3000000 && left <= 3600000, "%s: %d ms left",
                  scenes[i], left);
        play_close(&play);
    }
}

Test(word, a_thread_that_sleeps_may_post)
{
    assert_waiting("thread-will-post");
    struct wait wait = wait_in(trace_root(play.trace), 0);
    cr_assert_eq(wait.kind, WAIT_COUNT);
    cr_assert(wakes(&wait, trace_root(play.trace)));
    play_close(&play);
}

Test(word, robust_mutex_is_passed_on)
{
    play_scene(&play, "owner-dead-robust");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(play_root_status(&play), 0);
    play_close(&play);
}

/* The test itself is the partner that the run does not know. */
Test(word, somebody_outside_may_post)
{
    sem_t *own = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    cr_assert_neq(own, SEM_FAILED);
    const struct world *world = begin_named("sem-from-outside");
    cr_assert_eq(wait_verdict(world), QUIET_WAITING);
    cr_assert(wait_in(trace_root(play.trace), 0).outside);
    cr_assert_not(wait_is_finite(world));
    (void)sem_post(own);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(play_root_status(&play), 0);
    (void)sem_close(own);
    play_close(&play);
}

Test(word, nobody_outside_is_left_to_post)
{
    sem_t *own = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    cr_assert_neq(own, SEM_FAILED);
    const struct world *world = begin_named("sem-from-outside");
    cr_assert_eq(wait_verdict(world), QUIET_WAITING);
    (void)sem_close(own);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(wait_verdict(world), QUIET_STUCK);
    play_close(&play);
}

/* lock.c - locks on files: who has them, who waits, and for whom. */
#include "given.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(lock, .init = given_begin, .fini = given_end, .timeout = 60);

static int pid_of(const struct play *play, int index)
{
    return trace_world(play->trace)->processes[index].pid;
}

static const struct object *file_of(const struct play *play, int index)
{
    struct wait wait = given_wait(play, index);
    cr_assert_eq(wait.kind, WAIT_LOCK);
    return world_object(trace_world(play->trace), wait.object);
}

static int locks_of(const struct object *file)
{
    return (int)object_fact(file, "locks", -1);
}

/* Process `index` waits for a lock that exactly these others hold. */
static void assert_waits_for(const struct play *play, int index,
                             const int *others, int count)
{
    struct wait wait = given_wait(play, index);
    cr_assert_eq(wait.kind, WAIT_LOCK);
    cr_assert_eq(wait.waker_count, count, "%d wakers", wait.waker_count);
    for (int i = 0; i < count; i++) {
        cr_assert_eq(wait.wakers[i].pid, pid_of(play, others[i]));
        cr_assert(wait.wakers[i].holds);
        cr_assert_geq(wait.wakers[i].fd, 0);
    }
}

static void assert_stuck_on(const char *scene, enum cause_kind kind, int waiter,
                            int holder)
{
    struct play play;
    given_stuck(&play, scene);
    cr_assert_eq(play.cause.kind, kind, "%s", cause_kind_name(play.cause.kind));
    assert_waits_for(&play, waiter, &holder, 1);
    cr_assert(locks_of(file_of(&play, waiter)) > 0);
    play_close(&play);
}

Test(lock, two_files_in_crossed_order)
{
    struct play play;
    given_stuck(&play, "lock-crossed");
    cr_assert_eq(play.cause.kind, CAUSE_LOCK_ORDER);
    cr_assert_eq(play.cause.circle_count, 2);
    assert_waits_for(&play, 0, (int[]){ 1 }, 1);
    assert_waits_for(&play, 1, (int[]){ 0 }, 1);
    cr_assert_str_eq(file_of(&play, 0)->name, given_path("b"));
    cr_assert_str_eq(file_of(&play, 1)->name, given_path("a"));
    play_close(&play);
}

Test(lock, of_its_own)
{
    assert_stuck_on("lock-self", CAUSE_SELF_LOCK, 0, 0);
}

Test(lock, of_bytes_kept_by_the_parent)
{
    assert_stuck_on("lock-posix-held", CAUSE_LOCK_KEPT, 1, 0);
}

/* Of the open file, which the child has too: either of them could free it. */
Test(lock, of_an_open_file_that_the_child_has_as_well)
{
    struct play play;
    given_stuck(&play, "lock-ofd-held");
    assert_waits_for(&play, 1, (int[]){ 0, 1 }, 2);
    play_close(&play);
}

Test(lock, only_of_the_bytes_that_are_wanted)
{
    struct play play;
    given_stuck(&play, "lock-ranges");
    cr_assert_eq(locks_of(file_of(&play, 0)), 2);
    struct wait wait = given_wait(&play, 0);
    cr_assert_eq(wait.waker_count, 1);
    char fact[64];
    (void)snprintf(fact, sizeof fact, "lock=posix:write:%d:10:19",
                   wait.wakers[0].pid);
    cr_assert_not_null(strstr(file_of(&play, 0)->facts, fact), "%s",
                       file_of(&play, 0)->facts);
    play_close(&play);
}

Test(lock, shared_by_two_and_a_child_of_one)
{
    struct play play;
    given_stuck(&play, "lock-readers");
    cr_assert_eq(locks_of(file_of(&play, 0)), 2);
    assert_waits_for(&play, 0, (int[]){ 1, 2, 3 }, 3);
    play_close(&play);
}

/* ---- not stuck ---- */

static void lock_given(int *fd, bool bytes)
{
    struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    *fd = open(given_path("given"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert_neq(*fd, -1);
    cr_assert_eq(bytes ? fcntl(*fd, F_SETLK, &all) : flock(*fd, LOCK_EX), 0);
}

static void assert_freed_outside(const char *scene, bool bytes)
{
    struct play play;
    int fd;
    lock_given(&fd, bytes);
    given_waiting(&play, scene);
    cr_assert_eq(given_wait(&play, 0).kind, WAIT_LOCK);
    cr_assert(given_wait(&play, 0).outside);
    (void)close(fd);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WEXITSTATUS(play_root_status(&play)), 0);
    play_close(&play);
}

Test(lock, held_outside)
{
    assert_freed_outside("lock-wants-given", false);
}

Test(lock, of_bytes_held_outside)
{
    assert_freed_outside("lock-wants-given-bytes", true);
}

/* Two have it, one of them outside: only when that one is gone it is proven. */
Test(lock, held_outside_as_well)
{
    struct play play;
    int fd = open(given_path("given"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert_eq(flock(fd, LOCK_SH), 0);
    given_waiting(&play, "lock-shares-given");
    cr_assert(given_wait(&play, 0).outside);
    (void)close(fd);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_STUCK);
    assert_waits_for(&play, 0, (int[]){ 1 }, 1);
    play_close(&play);
}

static void assert_ends(const char *scene, int status)
{
    struct play play;
    play_prepare(&play, scene);
    play.options.directory = given_path("");
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WEXITSTATUS(play_root_status(&play)), status);
    play_close(&play);
}

Test(lock, that_is_only_tried)
{
    assert_ends("lock-not-blocking", 3);
}

Test(lock, freed_by_the_end_of_its_owner)
{
    assert_ends("lock-freed-by-exit", 4);
}

/* ---- the same figures as lslocks(8) ---- */

static int read_lslocks(uint64_t inode, const char *pid)
{
    char line[512];
    int rows = 0;
    FILE *out = popen("lslocks -n -r -o INODE,PID,TYPE,MODE 2>&1", "r");
    while (out && fgets(line, sizeof line, out)) {
        char number[32], owner[32], type[16], mode[16];
        if (sscanf(line, "%31s %31s %15s %15s", number, owner, type, mode) ==
                4 &&
            strtoull(number, NULL, 10) == inode && !strchr(mode, '*'))
            rows += !pid || strcmp(pid, owner) == 0;
    }
    if (out)
        (void)pclose(out);
    return rows;
}

/* /proc/locks is no snapshot: while other tests take and give back locks, a row
 * may be read twice or not at all. Two readings that agree are believed. */
static int rows_of_lslocks(uint64_t inode, const char *pid)
{
    int before = -1, now = read_lslocks(inode, pid);
    for (int tries = 0; now != before && tries < 20; tries++) {
        before = now;
        now = read_lslocks(inode, pid);
    }
    return now;
}

static void compare_with_lslocks(const char *scene, int holder)
{
    struct play play;
    char pid[16];
    given_stuck(&play, scene);
    const struct object *file = given_object(&play, OBJECT_FILE);
    for (int i = 0; i < trace_world(play.trace)->process_count; i++)
        if (given_wait(&play, i).kind == WAIT_LOCK)
            file = file_of(&play, i);
    (void)snprintf(pid, sizeof pid, "%d",
                   (int)trace_outer_pid(play.trace, pid_of(&play, holder)));
    cr_assert_eq(rows_of_lslocks(file->inode, NULL), locks_of(file));
    cr_assert_eq(rows_of_lslocks(file->inode, pid), 1);
    play_close(&play);
}

Test(lock, the_same_as_lslocks_says)
{
    if (system("command -v lslocks >/dev/null") != 0)
        cr_skip_test("lslocks is not installed (util-linux)");
    compare_with_lslocks("lock-posix-held", 0);
    compare_with_lslocks("lock-readers", 1);
    compare_with_lslocks("lock-ranges", 2);
}

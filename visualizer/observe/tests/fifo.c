/* fifo.c - FIFOs: who waits to open them, what is in them, and for whom. */
#include "given.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(fifo, .init = given_begin, .fini = given_end, .timeout = 60);

static const char *name_of(const struct play *play, int object)
{
    return world_object(trace_world(play->trace), object)->name;
}

Test(fifo, opened_crosswise)
{
    struct play play;
    given_stuck(&play, "fifo-crossed");
    cr_assert_eq(play.cause.kind, CAUSE_CROSSED_OPENS, "%s",
                 cause_kind_name(play.cause.kind));
    cr_assert_eq(play.cause.circle_count, 2);
    struct wait parent = given_wait(&play, 0), child = given_wait(&play, 1);
    cr_assert_eq(parent.kind, WAIT_OPEN);
    cr_assert_eq(child.kind, WAIT_OPEN);
    cr_assert_str_eq(name_of(&play, parent.object), given_path("to-parent"));
    cr_assert_str_eq(name_of(&play, child.object), given_path("to-child"));
    cr_assert_eq(parent.waker_count, 1);
    cr_assert_eq(parent.wakers[0].pid, child.pid);
    cr_assert_not(parent.wakers[0].holds);
    play_close(&play);
}

static void assert_lonely(const char *scene)
{
    struct play play;
    struct stat status;
    given_stuck(&play, scene);
    cr_assert_eq(play.cause.kind, CAUSE_NO_PARTNER);
    const struct object *fifo = given_object(&play, OBJECT_FIFO);
    cr_assert_eq(given_wait(&play, 0).object, fifo->id);
    cr_assert_eq(stat(given_path("lonely"), &status), 0);
    cr_assert_eq(fifo->inode, status.st_ino);
    play_close(&play);
}

Test(fifo, opened_by_nobody_else)
{
    assert_lonely("fifo-nobody-opens");
}

Test(fifo, opened_by_its_absolute_path)
{
    assert_lonely("fifo-absolute");
}

Test(fifo, opened_through_a_link_in_a_directory)
{
    assert_lonely("fifo-through-link");
}

/* The test has the FIFO open on the same side: it may yet open the other. */
Test(fifo, somebody_outside_may_open_the_other_end)
{
    struct play play;
    cr_assert_eq(mkfifo(given_path("given"), 0600), 0);
    int fd = open(given_path("given"), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    cr_assert_neq(fd, -1);
    given_waiting(&play, "fifo-opens-given");
    cr_assert_eq(given_wait(&play, 0).kind, WAIT_OPEN);
    (void)close(fd);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_STUCK);
    play_close(&play);
}

Test(fifo, somebody_outside_may_write)
{
    struct play play;
    cr_assert_eq(mkfifo(given_path("given"), 0600), 0);
    int fd = open(given_path("given"), O_RDWR | O_CLOEXEC);
    given_waiting(&play, "fifo-reads-given");
    cr_assert_eq(given_wait(&play, 0).kind, WAIT_DATA);
    cr_assert_eq(write(fd, "x", 1), 1);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WEXITSTATUS(play_root_status(&play)), 1);
    (void)close(fd);
    play_close(&play);
}

static void assert_holds(const char *scene, int64_t fill, enum wait_kind kind)
{
    struct play play;
    given_stuck(&play, scene);
    const struct object *fifo = given_object(&play, OBJECT_FIFO);
    cr_assert_eq(fifo->fill, fill);
    cr_assert_eq(fifo->capacity, 4096);
    cr_assert_eq(object_fact(fifo, "atomic", 0), PIPE_BUF);
    cr_assert_eq(object_fact(fifo, "packets", -1), 0);
    cr_assert_eq(given_wait(&play, 0).kind, kind);
    play_close(&play);
}

Test(fifo, that_is_empty)
{
    assert_holds("fifo-empty", 0, WAIT_DATA);
}

Test(fifo, that_is_part_full)
{
    assert_holds("fifo-part-full", 1000, WAIT_SIGNAL);
}

Test(fifo, that_is_full)
{
    assert_holds("fifo-full", 4096, WAIT_ROOM);
}

Test(fifo, a_pipe_of_packets)
{
    struct play play;
    given_stuck(&play, "pipe-packets");
    const struct world *world = trace_world(play.trace);
    const struct object *pipe = &world->objects[world->object_count - 1];
    cr_assert_eq(object_fact(pipe, "packets", 0), 1);
    cr_assert_eq(pipe->fill, 3);
    play_close(&play);
}

/* Opened for writing without waiting, and nobody reads: told, and no wait. */
Test(fifo, nobody_reads_and_nobody_waits)
{
    struct play play;
    play_prepare(&play, "fifo-nobody-reads");
    play.options.directory = given_path("");
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "ENXIO");
    const struct log *log = trace_log(play.trace);
    bool told = false;
    for (size_t i = 0; i < log->count; i++)
        told |=
            log_at(log, i)->kind == EVENT_LEAVE &&
            log_at(log, i)->object == given_object(&play, OBJECT_FIFO)->id &&
            log_at(log, i)->result == -ENXIO;
    cr_assert(told);
    play_close(&play);
}

/* moves.c - a move is made at its call and its time, and at no other. */
#include "harness/run.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static struct run *played;

static struct run *play(struct scene *scene)
{
    run_close(played);
    played = run_play("/bin/sh", scene);
    cr_assert(played && played->end == RUN_ENDED);
    return played;
}

static void close_last(void)
{
    run_close(played);
    played = NULL;
}

TestSuite(moves, .fini = close_last, .timeout = 60);

/* The nth time is counted from the start of each run. */
Test(moves, made_again_when_the_scene_is_played_again)
{
    struct scene scene = {
        .arguments = { "-c", "/bin/true; echo reached" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, OBJECT_NONE, MOVE_ROOT,
                     1, EAGAIN, 0 } },
    };
    for (int turn = 0; turn < 2; turn++) {
        cr_assert_eq(play(&scene)->refused, 1, "turn %d", turn);
        cr_assert_str_eq(played->output, "", "turn %d", turn);
    }
}

static const char *killed_after_read(enum object_kind object)
{
    struct scene scene = {
        .arguments = { "-c", "echo through | /bin/cat" },
        .moves = { { MOVE_KILL, EVENT_LEAVE, ROLE_READ, object, 2, 1, SIGKILL,
                     0 } },
    };
    return play(&scene)->output;
}

/* cat comes back from other calls first, and from reads of other objects. */
Test(moves, after_a_call_of_this_role_on_this_object)
{
    cr_assert_str_eq(killed_after_read(OBJECT_PIPE), "");
    const struct process *cat = run_child(played, 2);
    cr_assert(cat && WIFSIGNALED(cat->wait_status));
    bool has_read = false;
    const struct world *world = trace_world(played->trace);
    for (int i = 0; i < world->object_count; i++)
        has_read = has_read || (world->objects[i].kind == OBJECT_PIPE &&
                                world->objects[i].fill == 0);
    cr_assert(has_read);
    cr_assert_str_eq(killed_after_read(OBJECT_FIFO), "through\n");
}

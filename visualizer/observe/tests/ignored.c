/* ignored.c - a call does not notice signals that do nothing, watched or not.
 *
 * The program waits in its call; then the test says go, and the child sends
 * signals that are ignored, and after them what the call waits for.
 */
#include "play.h"

#include <criterion/criterion.h>

#include <sys/wait.h>
#include <unistd.h>

TestSuite(ignored, .timeout = 60);

static void assert_as_unwatched(const char *scene)
{
    struct play play;
    play_scene(&play, scene);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    enum trace_status status = TRACE_QUIET;
    while (status == TRACE_QUIET) /* a time-out is still to come */
        status = trace_run(play.trace, -1, 0);
    cr_assert_eq(status, TRACE_ENDED);
    int end = play_root_status(&play);
    cr_assert(WIFEXITED(end) && WEXITSTATUS(end) == 0, "wait status %#x", end);
    cr_assert_geq(play_count(&play, EVENT_SIGNAL, NULL), 1);
    play_close(&play);
}

Test(ignored, semop_goes_on)
{
    assert_as_unwatched("ignored-semop");
}

Test(ignored, semop_ends_when_its_time_is_over)
{
    assert_as_unwatched("ignored-semop-timed");
}

Test(ignored, sigwait_goes_on)
{
    assert_as_unwatched("ignored-sigwait");
}

Test(ignored, epoll_wait_goes_on)
{
    assert_as_unwatched("ignored-epoll");
}

Test(ignored, a_pipe_takes_all_of_one_write)
{
    assert_as_unwatched("ignored-write-pipe");
}

Test(ignored, a_socket_takes_all_of_one_write)
{
    assert_as_unwatched("ignored-write-socket");
}

Test(ignored, a_pipe_takes_all_of_one_writev)
{
    assert_as_unwatched("ignored-writev-pipe");
}

Test(ignored, a_socket_takes_all_of_one_sendmsg)
{
    assert_as_unwatched("ignored-sendmsg");
}

Test(ignored, recv_waits_for_all_bytes)
{
    assert_as_unwatched("ignored-recv-all");
}

Test(ignored, recvmsg_waits_for_all_bytes)
{
    assert_as_unwatched("ignored-recvmsg-all");
}

Test(ignored, recv_ends_when_its_time_is_over)
{
    assert_as_unwatched("ignored-recv-timed");
}

Test(ignored, but_a_handler_interrupts)
{
    assert_as_unwatched("caught-semop");
}

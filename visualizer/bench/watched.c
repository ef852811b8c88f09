/* watched.c - bench-watched PROGRAM...: the kit's tracer and nothing else.
 *
 * No screen, no lines, no policy, no source lines: what a call costs when it is
 * observed, written to the log and applied to the world. Ends with the
 * program's exit status.
 */
#include "observe/trace.h"

#include <err.h>
#include <sched.h>
#include <sys/wait.h>

int main(int argc, char **argv)
{
    if (argc < 2)
        errx(2, "usage: bench-watched PROGRAM...");
    struct trace_options options = {
        .argv = argv + 1,
        .standard = { 0, 1, 2 },
        .filter_fd = -1,
        .cpu = sched_getcpu(),
    };
    struct trace *trace = trace_start(&options);
    if (!trace)
        err(2, "trace_start");
    while (trace_run(trace, -1, 0) == TRACE_QUIET)
        continue; /* somebody waits for us, or for a timer */
    const struct process *root =
        world_process(trace_world(trace), trace_root(trace));
    int status = root ? root->wait_status : 2 << 8;
    trace_close(trace);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

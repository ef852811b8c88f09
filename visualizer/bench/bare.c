/* bare.c - the least that a tracer can do: stop, and go on.
 *
 *   bench-bare 1 PROGRAM...   one stop a call: at its entry, by seccomp
 *   bench-bare 2 PROGRAM...   two stops a call: at its entry and its return
 *
 * Looks at nothing and writes nothing: what a tracer takes longer than this is
 * its own work. The calls are those that strace is asked for beside it.
 */
#include <err.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define FLAGS                                                                  \
    (PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACESYSGOOD |      \
     PTRACE_O_EXITKILL)

static void filter_install(void)
{
    static const char *const names[] = { "pipe", "pipe2", "read", "write" };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (int i = 0; filter && i < 4; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number >= 0)
            (void)seccomp_rule_add(filter, SCMP_ACT_TRACE(0), number, 0);
    }
    if (!filter || seccomp_load(filter) != 0)
        errx(2, "seccomp filter");
}

/* The request and the signal with which a stopped task goes on. */
static int request_of(int status, bool both)
{
    return both && status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)
               ? PTRACE_SYSCALL
               : PTRACE_CONT;
}

static long signal_of(int status)
{
    bool ours = status >> 16 != 0 || WSTOPSIG(status) == (SIGTRAP | 0x80);
    return ours ? 0 : WSTOPSIG(status);
}

int main(int argc, char **argv)
{
    int status, go[2], result = 0;
    char byte;
    if (argc < 3 || pipe2(go, O_CLOEXEC) == -1)
        errx(2, "usage: bench-bare 1|2 PROGRAM...");
    bool both = strcmp(argv[1], "2") == 0;
    pid_t child = fork();
    if (child == 0) {
        (void)close(go[1]);
        (void)!read(go[0], &byte, 1);
        filter_install();
        (void)execvp(argv[2], argv + 2);
        err(127, "%s", argv[2]);
    }
    if (child == -1 || ptrace(PTRACE_SEIZE, child, 0, FLAGS) == -1)
        err(2, "cannot trace");
    (void)close(go[1]);
    for (pid_t tid; (tid = waitpid(-1, &status, __WALL)) > 0;)
        if (WIFSTOPPED(status))
            (void)ptrace(request_of(status, both), tid, 0, signal_of(status));
        else if (tid == child)
            result = WIFEXITED(status) ? WEXITSTATUS(status) : 2;
    return result;
}

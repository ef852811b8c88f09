/* inside.c - asking from within other namespaces.
 *
 *   test ─fork─► tracer, an ordinary user ─fork─► program, which moves away
 *                  └── inside_open ──► asker          └── makes a queue there
 */
#include "observe/inside.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(inside, .timeout = 60);

#define NOT_ALLOWED 77
#define OTHER_USER 65534

struct program {
    pid_t pid;
    int queue;
};

static ssize_t ask_queue(const void *ask, void *answer, size_t size)
{
    struct msqid_ds status;
    if (msgctl(*(const int *)ask, IPC_STAT, &status) == -1)
        return -1;
    memcpy(answer, &status.msg_qnum, sizeof status.msg_qnum);
    return size >= sizeof status.msg_qnum ? (ssize_t)sizeof status.msg_qnum
                                          : -1;
}

static ssize_t ask_self(const void *ask, void *answer, size_t size)
{
    (void)ask, (void)size;
    pid_t self[2] = { getpid(), getsid(0) };
    memcpy(answer, self, sizeof self);
    return sizeof self;
}

/* As a program in a sandbox: a queue with one message in a namespace of its
 * own, which goes when the program does. */
static void live_elsewhere(int tell)
{
    struct {
        long type;
        char text[4];
    } message = { 1, "one" };
    int queue = -1;
    if (unshare(CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWNET) == 0)
        queue = msgget(IPC_PRIVATE, 0600);
    if (queue != -1 && msgsnd(queue, &message, sizeof message.text, 0) == -1)
        queue = -1;
    (void)!write(tell, &queue, sizeof queue);
    for (;;)
        (void)pause();
}

static struct program start_program(void)
{
    struct program program = { .queue = -1 };
    int ends[2];
    if (pipe(ends) == -1)
        abort();
    program.pid = fork();
    if (program.pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        live_elsewhere(ends[1]);
    }
    (void)!read(ends[0], &program.queue, sizeof program.queue);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return program;
}

static void end_program(const struct program *program)
{
    (void)kill(program->pid, SIGKILL);
    (void)waitpid(program->pid, NULL, 0);
}

/* Root may go anywhere: what is wanted is the way of an ordinary user. */
static void become_ordinary(void)
{
    if (geteuid() == 0 && (setgid(OTHER_USER) == -1 || setuid(OTHER_USER)))
        abort();
    (void)prctl(PR_SET_DUMPABLE, 1);
}

/* Runs tracer in a process of its own and gives its exit status. */
static int as_process(int (*tracer)(void *), void *context)
{
    int status;
    pid_t pid = fork();
    if (pid == 0)
        _exit(tracer(context));
    (void)waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void expect_zero(int (*tracer)(void *), void *context)
{
    int status = as_process(tracer, context);
    if (status == NOT_ALLOWED)
        cr_skip("user namespaces are not allowed here");
    cr_assert_eq(status, 0, "step %d went wrong", status);
}

static int asks_elsewhere(void *ordinary)
{
    if (ordinary)
        become_ordinary();
    struct program program = start_program();
    if (program.queue == -1)
        return NOT_ALLOWED;
    struct inside *inside = inside_open(program.pid);
    unsigned long count = 0;
    if (!inside)
        return 1;
    if (inside_ask(inside, ask_queue, &program.queue, sizeof program.queue,
                   &count, sizeof count) != (ssize_t)sizeof count ||
        count != 1)
        return 2;
    int none = -1;
    if (inside_ask(inside, ask_queue, &none, sizeof none, &count,
                   sizeof count) != -1 ||
        errno != EINVAL)
        return 3;
    if (waitpid(-1, NULL, __WALL | WNOHANG) != 0) /* only the program */
        return 4;
    end_program(&program);
    if (waitpid(-1, NULL, __WALL | WNOHANG) != -1 || errno != ECHILD)
        return 5;
    /* What the program left behind is still to be seen. */
    count = 0;
    if (inside_ask(inside, ask_queue, &program.queue, sizeof program.queue,
                   &count, sizeof count) == -1 ||
        count != 1)
        return 6;
    inside_close(inside);
    return 0;
}

Test(inside, asks_in_the_namespace_of_the_program)
{
    expect_zero(asks_elsewhere, NULL);
}

Test(inside, asks_as_an_ordinary_user)
{
    static int ordinary;
    expect_zero(asks_elsewhere, &ordinary);
}

Test(inside, asks_itself_where_nothing_is_foreign)
{
    struct inside *inside = inside_open(getpid());
    pid_t self[2];
    cr_assert_not_null(inside);
    cr_assert_gt(inside_ask(inside, ask_self, NULL, 0, self, sizeof self), 0);
    cr_assert_eq(self[0], getpid());
    inside_close(inside);
}

Test(inside, knows_no_process_that_is_gone)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    (void)waitpid(pid, NULL, 0);
    cr_assert_null(inside_open(pid));
}

static void await_end(int pidfd)
{
    struct pollfd end = { .fd = pidfd, .events = POLLIN };
    (void)poll(&end, 1, -1); /* the suite's time limit ends it */
}

/* Opens and leaves without closing; another process has a copy of its end of
 * the socket, as a program started in between might. */
static int dies_with_asker(void *shared)
{
    pid_t *asker = shared;
    struct program program = start_program();
    if (program.queue == -1)
        return NOT_ALLOWED;
    struct inside *inside = inside_open(program.pid);
    if (!inside ||
        inside_ask(inside, ask_self, NULL, 0, asker, 2 * sizeof *asker) == -1)
        return 1;
    if (asker[1] == getsid(0)) /* Ctrl-C is for us alone */
        return 2;
    pid_t copy = fork();
    if (copy == 0)
        for (;;)
            (void)pause();
    asker[2] = copy;
    return copy == -1 ? 3 : 0;
}

Test(inside, ends_when_the_tracer_does)
{
    pid_t *asker = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    expect_zero(dies_with_asker, asker);
    int pidfd = (int)syscall(SYS_pidfd_open, asker[0], 0);
    if (pidfd != -1) /* else it is gone already */
        await_end(pidfd);
    if (asker[2] > 0)
        (void)kill(asker[2], SIGKILL);
}

static int closes(void *unused)
{
    (void)unused;
    struct program program = start_program();
    if (program.queue == -1)
        return NOT_ALLOWED;
    struct inside *inside = inside_open(program.pid);
    pid_t self[2];
    if (!inside ||
        inside_ask(inside, ask_self, NULL, 0, self, sizeof self) == -1)
        return 1;
    int pidfd = (int)syscall(SYS_pidfd_open, self[0], 0);
    inside_close(inside);
    await_end(pidfd);
    end_program(&program);
    return 0;
}

Test(inside, ends_when_it_is_closed)
{
    expect_zero(closes, NULL);
}

/* many.c - many threads, many processes, many signals; and programs that do what
 * tracers are known to disturb.
 *
 * Each ends with 0 if everything went as it goes without a tracer.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MANY 1000
#define CHILDREN 500

/* ---- threads ---- */

static int gate[2], told[2];

static void *pass_gate(void *unused)
{
    char byte;
    (void)unused;
    if (read(gate[0], &byte, 1) == 0) /* end-of-file lets all of them pass */
        (void)!write(told[1], "x", 1);
    return NULL;
}

/* A thousand sleep at once until the test says go; each tells once. */
static int thousand_threads(void)
{
    static pthread_t threads[MANY];
    static char bytes[2 * MANY];
    pthread_attr_t small;
    char byte;
    make_pipe(gate);
    make_pipe(told);
    (void)pthread_attr_init(&small);
    (void)pthread_attr_setstacksize(&small, 64 << 10);
    for (int i = 0; i < MANY; i++)
        if ((errno = pthread_create(&threads[i], &small, pass_gate, NULL)))
            err(1, "pthread_create");
    (void)!read(STDIN_FILENO, &byte, 1);
    (void)close(gate[1]);
    for (int i = 0; i < MANY; i++)
        if (pthread_join(threads[i], NULL) != 0)
            return 1;
    return read(told[0], bytes, sizeof bytes) == MANY ? 0 : 1;
}

/* ---- processes ---- */

static int short_lives(void)
{
    for (int i = 0; i < CHILDREN; i++) {
        int child = make_child();
        if (child == 0)
            _exit(i & 127);
        if (status_of(child) != (i & 127))
            return 1;
    }
    return 0;
}

/* All of them at the same time, collected in whatever order they end. */
static int crowd(void)
{
    int status, seen[128] = { 0 };
    for (int i = 0; i < CHILDREN; i++)
        if (make_child() == 0)
            _exit(i & 127);
    for (int i = 0; i < CHILDREN; i++) {
        if (waitpid(-1, &status, 0) == -1 || !WIFEXITED(status))
            return 1;
        seen[WEXITSTATUS(status)]++;
    }
    for (int i = 0; i < CHILDREN; i++)
        seen[i & 127]--;
    for (int i = 0; i < 128; i++)
        if (seen[i] != 0)
            return 1;
    return waitpid(-1, &status, 0) == -1 && errno == ECHILD ? 0 : 1;
}

/* ---- signals ---- */

static int send_values(void)
{
    for (int i = 0; i < MANY; i++)
        if (sigqueue(getppid(), SIGRTMIN, (union sigval){ .sival_int = i }))
            err(1, "sigqueue");
    return 0;
}

static int values_in_order(void)
{
    sigset_t set;
    siginfo_t info;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    int child = make_child();
    if (child == 0)
        return send_values();
    for (int i = 0; i < MANY; i++)
        if (sigwaitinfo(&set, &info) != SIGRTMIN ||
            info.si_value.sival_int != i || info.si_pid != child)
            return 1;
    return status_of(child);
}

static volatile sig_atomic_t handled, wrong;

static void count_value(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    if (info->si_value.sival_int != handled)
        wrong = 1;
    handled++;
}

static int values_handled(void)
{
    struct sigaction action = { .sa_sigaction = count_value,
                                .sa_flags = SA_SIGINFO };
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    (void)sigprocmask(SIG_BLOCK, &set, &old);
    (void)sigaction(SIGRTMIN, &action, NULL);
    int child = make_child();
    if (child == 0)
        return send_values();
    while (handled < MANY)
        (void)sigsuspend(&old);
    return wrong || status_of(child) ? 1 : 0;
}

/* ---- what tracers are known to disturb ---- */

/* As root it becomes somebody else; whoever it is, it keeps itself secret. */
static int drops_rights(void)
{
    int ends[2];
    char byte;
    if (geteuid() == 0 && (setgid(65534) == -1 || setuid(65534) == -1))
        err(1, "setuid");
    (void)prctl(PR_SET_DUMPABLE, 0);
    make_pipe(ends);
    int child = make_child();
    if (child == 0)
        return write(ends[1], "x", 1) == 1 ? 7 : 1;
    return read(ends[0], &byte, 1) == 1 && status_of(child) == 7 ? 0 : 1;
}

/* A filter of its own, on top of what the tracer has put there. */
static int filters_calls(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpriority, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EXDEV),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = { sizeof code / sizeof *code, code };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == -1)
        err(1, "prctl");
    bool refused = syscall(SYS_getpriority, 0, 0) == -1 && errno == EXDEV;
    int child = make_child();
    if (child == 0)
        return 3;
    return refused && status_of(child) == 3 ? 0 : 1;
}

/* An orphan comes to it, and only it can collect him. */
static int adopts_orphans(void)
{
    int status, orphan = -1, ends[2];
    make_pipe(ends);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) == -1)
        err(1, "prctl");
    int child = make_child();
    if (child == 0) {
        int grandchild = make_child();
        if (grandchild == 0)
            _exit(9);
        return write(ends[1], &grandchild, sizeof grandchild) ==
                       (ssize_t)sizeof grandchild
                   ? 0
                   : 1;
    }
    if (read(ends[0], &orphan, sizeof orphan) != (ssize_t)sizeof orphan ||
        status_of(child) != 0 || waitpid(orphan, &status, 0) != orphan)
        return 1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 9 ? 0 : 1;
}

/* Without fork: the child shares the memory until its exec. */
static int spawns(void)
{
    extern char **environ;
    char *const argv[] = { "sh", "-c", "kill -USR1 $$", NULL };
    pid_t child;
    if ((errno = posix_spawn(&child, "/bin/sh", NULL, NULL, argv, environ)))
        err(1, "posix_spawn");
    return status_of(child) == 128 + SIGUSR1 ? 0 : 1;
}

/* SIGSTOP and SIGCONT from outside, a hundred times, in a blocking read. */
static int stopped_often(void)
{
    int ends[2];
    char byte;
    make_pipe(ends);
    int parent = getpid(), child = make_child();
    if (child == 0) {
        for (int i = 0; i < 100; i++) {
            (void)kill(parent, SIGSTOP);
            (void)kill(parent, SIGCONT);
        }
        return write(ends[1], "x", 1) == 1 ? 0 : 1;
    }
    return read(ends[0], &byte, 1) == 1 && status_of(child) == 0 ? 0 : 1;
}

const struct scene many_scenes[] = {
    { "thousand-threads", thousand_threads },
    { "short-lives", short_lives },
    { "crowd", crowd },
    { "values-in-order", values_in_order },
    { "values-handled", values_handled },
    { "drops-rights", drops_rights },
    { "filters-calls", filters_calls },
    { "adopts-orphans", adopts_orphans },
    { "spawns", spawns },
    { "stopped-often", stopped_often },
    { NULL, NULL },
};

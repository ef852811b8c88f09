/* calls.c - the table of watched calls and the filter made from it. */
#include "observe/calls.h"

#include <errno.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define RESULT true
#define QUICK false
#define BLOCKS true
#define BRIEF false

/* Old and new forms stand side by side; a form that an architecture does not
 * have (arm64 has no pipe, dup2, poll, pause) is passed over. */
static const struct call_info table[] = {
    { "read", ROLE_READ, RESULT, BLOCKS, 3 },
    { "readv", ROLE_READ, RESULT, BLOCKS, 3 },
    { "recvfrom", ROLE_READ, RESULT, BLOCKS, 6 },
    { "recvmsg", ROLE_READ, RESULT, BLOCKS, 3 },
    { "recvmmsg", ROLE_READ, RESULT, BLOCKS, 5 },
    { "preadv2", ROLE_READ, RESULT, BLOCKS, 6 },
    { "write", ROLE_WRITE, RESULT, BLOCKS, 3 },
    { "writev", ROLE_WRITE, RESULT, BLOCKS, 3 },
    { "sendto", ROLE_WRITE, RESULT, BLOCKS, 6 },
    { "sendmsg", ROLE_WRITE, RESULT, BLOCKS, 3 },
    { "sendmmsg", ROLE_WRITE, RESULT, BLOCKS, 4 },
    { "vmsplice", ROLE_WRITE, RESULT, BLOCKS, 4 },
    { "splice", ROLE_MOVE, RESULT, BLOCKS, 6 },
    { "tee", ROLE_MOVE, RESULT, BLOCKS, 4 },
    { "sendfile", ROLE_MOVE, RESULT, BLOCKS, 4 },
    { "pipe", ROLE_PIPE, RESULT, BRIEF, 1 },
    { "pipe2", ROLE_PIPE, RESULT, BRIEF, 2 },
    { "socketpair", ROLE_PAIR, RESULT, BRIEF, 4 },
    { "open", ROLE_OPEN, RESULT, BLOCKS, 3 },
    { "openat", ROLE_OPEN, RESULT, BLOCKS, 4 },
    { "creat", ROLE_OPEN, RESULT, BLOCKS, 2 },
    { "memfd_create", ROLE_OPEN, RESULT, BRIEF, 2 },
    { "socket", ROLE_OPEN, RESULT, BRIEF, 3 },
    { "accept", ROLE_ACCEPT, RESULT, BLOCKS, 3 },
    { "accept4", ROLE_ACCEPT, RESULT, BLOCKS, 4 },
    { "connect", ROLE_CONNECT, RESULT, BLOCKS, 3 },
    { "bind", ROLE_SOCKET, RESULT, BRIEF, 3 },
    { "listen", ROLE_SOCKET, RESULT, BRIEF, 2 },
    { "shutdown", ROLE_SOCKET, RESULT, BRIEF, 2 },
    { "setsockopt", ROLE_SOCKET, RESULT, BRIEF, 5 },
    { "mq_open", ROLE_OPEN, RESULT, BRIEF, 4 },
    { "mq_timedsend", ROLE_SEND, RESULT, BLOCKS, 5 },
    { "mq_timedreceive", ROLE_RECEIVE, RESULT, BLOCKS, 5 },
    { "mq_notify", ROLE_CONTROL, RESULT, BRIEF, 2 },
    { "mq_unlink", ROLE_CONTROL, RESULT, BRIEF, 1 },
    { "msgget", ROLE_GET, RESULT, BRIEF, 2 },
    { "msgsnd", ROLE_SEND, RESULT, BLOCKS, 4 },
    { "msgrcv", ROLE_RECEIVE, RESULT, BLOCKS, 5 },
    { "msgctl", ROLE_CONTROL, RESULT, BRIEF, 3 },
    { "semget", ROLE_GET, RESULT, BRIEF, 3 },
    { "semop", ROLE_SEMOP, RESULT, BLOCKS, 3 },
    { "semtimedop", ROLE_SEMOP, RESULT, BLOCKS, 4 },
    { "semctl", ROLE_CONTROL, RESULT, BRIEF, 4 },
    { "shmget", ROLE_GET, RESULT, BRIEF, 3 },
    { "shmat", ROLE_ATTACH, RESULT, BRIEF, 3 },
    { "shmdt", ROLE_DETACH, RESULT, BRIEF, 1 },
    { "shmctl", ROLE_CONTROL, RESULT, BRIEF, 3 },
    { "mmap", ROLE_MAP, RESULT, BRIEF, 6 },
    { "eventfd", ROLE_OPEN, RESULT, BRIEF, 1 },
    { "eventfd2", ROLE_OPEN, RESULT, BRIEF, 2 },
    { "signalfd", ROLE_OPEN, RESULT, BRIEF, 3 },
    { "signalfd4", ROLE_OPEN, RESULT, BRIEF, 4 },
    { "timerfd_create", ROLE_OPEN, RESULT, BRIEF, 2 },
    { "epoll_create", ROLE_OPEN, RESULT, BRIEF, 1 },
    { "epoll_create1", ROLE_OPEN, RESULT, BRIEF, 1 },
    { "pidfd_open", ROLE_OPEN, RESULT, BRIEF, 2 },
    { "dup", ROLE_DUP, RESULT, BRIEF, 1 },
    { "dup2", ROLE_DUP, RESULT, BRIEF, 2 },
    { "dup3", ROLE_DUP, RESULT, BRIEF, 3 },
    { "fcntl", ROLE_FCNTL, RESULT, BLOCKS, 3 },
    { "close", ROLE_CLOSE, QUICK, BRIEF, 1 },
    { "close_range", ROLE_CLOSE_RANGE, RESULT, BRIEF, 3 },
    { "wait4", ROLE_WAIT, RESULT, BLOCKS, 4 },
    { "waitid", ROLE_WAIT, RESULT, BLOCKS, 5 },
    { "poll", ROLE_POLL, RESULT, BLOCKS, 3 },
    { "ppoll", ROLE_POLL, RESULT, BLOCKS, 5 },
    { "select", ROLE_POLL, RESULT, BLOCKS, 5 },
    { "pselect6", ROLE_POLL, RESULT, BLOCKS, 6 },
    { "epoll_wait", ROLE_POLL, RESULT, BLOCKS, 4 },
    { "epoll_pwait", ROLE_POLL, RESULT, BLOCKS, 6 },
    { "epoll_pwait2", ROLE_POLL, RESULT, BLOCKS, 6 },
    { "nanosleep", ROLE_SLEEP, RESULT, BLOCKS, 2 },
    { "clock_nanosleep", ROLE_SLEEP, RESULT, BLOCKS, 4 },
    { "pause", ROLE_PAUSE, RESULT, BLOCKS, 0 },
    { "rt_sigsuspend", ROLE_PAUSE, RESULT, BLOCKS, 2 },
    { "rt_sigtimedwait", ROLE_PAUSE, RESULT, BLOCKS, 4 },
    { "kill", ROLE_KILL, RESULT, BRIEF, 2 },
    { "tgkill", ROLE_KILL, RESULT, BRIEF, 3 },
    { "tkill", ROLE_KILL, RESULT, BRIEF, 2 },
    { "rt_sigqueueinfo", ROLE_KILL, RESULT, BRIEF, 3 },
    { "rt_tgsigqueueinfo", ROLE_KILL, RESULT, BRIEF, 4 },
    { "pidfd_send_signal", ROLE_KILL, RESULT, BRIEF, 4 },
    { "rt_sigaction", ROLE_ACTION, QUICK, BRIEF, 4 },
    { "alarm", ROLE_TIMER, RESULT, BRIEF, 1 },
    { "setitimer", ROLE_TIMER, RESULT, BRIEF, 3 },
    { "timer_settime", ROLE_TIMER, RESULT, BRIEF, 4 },
    { "timer_delete", ROLE_TIMER, RESULT, BRIEF, 1 },
    { "timerfd_settime", ROLE_TIMER, RESULT, BRIEF, 4 },
    { "ftruncate", ROLE_SIZE, RESULT, BRIEF, 2 },
    { "fallocate", ROLE_SIZE, RESULT, BRIEF, 4 },
    { "flock", ROLE_LOCK, RESULT, BLOCKS, 2 },
    { "futex", ROLE_FUTEX, QUICK, BLOCKS, 6 },
    { "restart_syscall", ROLE_RESTART, RESULT, BLOCKS, 0 },
    { "execve", ROLE_EXEC, RESULT, BRIEF, 3 },
    { "execveat", ROLE_EXEC, RESULT, BRIEF, 5 },
    { "exit_group", ROLE_EXIT, QUICK, BRIEF, 1 },
    { "fork", ROLE_FORK, QUICK, BRIEF, 0 },
    { "vfork", ROLE_FORK, QUICK, BRIEF, 0 },
    { "clone", ROLE_FORK, QUICK, BRIEF, 5 },
    { "clone3", ROLE_FORK, QUICK, BRIEF, 2 },
};

#define TABLE_COUNT ((int)(sizeof table / sizeof table[0]))
#define NUMBER_LIMIT 1024

int call_count(void)
{
    return TABLE_COUNT;
}

const struct call_info *call_at(int index)
{
    return index >= 0 && index < TABLE_COUNT ? &table[index] : NULL;
}

const char *call_typed_name(const struct call_info *info, bool limited)
{
    static const struct {
        const char *name, *without_limit, *typed;
    } names[] = {
        { "mq_timedsend", "mq_send", NULL },
        { "mq_timedreceive", "mq_receive", NULL },
        { "semtimedop", "semop", NULL },
        { "wait4", NULL, "waitpid" },
        { "openat", NULL, "open" },
        { "pselect6", NULL, "select" },
        { "epoll_pwait", NULL, "epoll_wait" },
        { "rt_sigsuspend", NULL, "sigsuspend" },
        { "rt_sigtimedwait", "sigwaitinfo", "sigtimedwait" },
        { "rt_sigqueueinfo", NULL, "sigqueue" },
        { "rt_sigaction", NULL, "sigaction" },
        { "clock_nanosleep", NULL, "nanosleep" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(info->name, names[i].name) == 0)
            return !limited && names[i].without_limit ? names[i].without_limit
                   : names[i].typed                   ? names[i].typed
                                                      : info->name;
    return info->name;
}

int call_by_number(long number)
{
    static short by_number[NUMBER_LIMIT]; /* index + 1; 0 = not watched */
    static bool ready;
    for (int i = 0; !ready && i < TABLE_COUNT; i++) {
        int found = seccomp_syscall_resolve_name(table[i].name);
        if (found >= 0 && found < NUMBER_LIMIT)
            by_number[found] = (short)(i + 1);
    }
    ready = true;
    return number >= 0 && number < NUMBER_LIMIT ? by_number[number] - 1 : -1;
}

int call_by_name(const char *name)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (strcmp(table[i].name, name) == 0)
            return i;
    return -1;
}

const char *call_number_name(long number)
{
    static char *name;
    free(name);
    name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number);
    return name ? name : "unknown call";
}

/* futex is not stopped at: locks would become slow, and a sleeper's futex is
 * seen in /proc anyway. sigaction that only asks changes nothing. mmap stops
 * only where memory is shared: the loader and malloc map privately.
 * MAP_SHARED_VALIDATE has the bit of MAP_SHARED. */
static int rule_add(scmp_filter_ctx filter, const struct call_info *info)
{
    int number = seccomp_syscall_resolve_name(info->name);
    if (number < 0 || info->role == ROLE_FUTEX)
        return 0;
    if (info->role == ROLE_MAP)
        return seccomp_rule_add(
            filter, SCMP_ACT_TRACE(0), number, 1,
            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED, MAP_SHARED));
    if (info->role == ROLE_ACTION)
        return seccomp_rule_add(filter, SCMP_ACT_TRACE(0), number, 1,
                                SCMP_A1(SCMP_CMP_NE, 0, 0));
    return seccomp_rule_add(filter, SCMP_ACT_TRACE(0), number, 0);
}

static scmp_filter_ctx filter_build(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return NULL;
    int failed = 0;
    for (int i = 0; i < TABLE_COUNT && !failed; i++)
        failed = rule_add(filter, &table[i]);
    /* A balanced tree of comparisons: untraced calls pay a few, not sixty. */
    if (!failed)
        (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (failed) {
        seccomp_release(filter);
        errno = -failed;
        return NULL;
    }
    return filter;
}

int call_filter_export(int fd)
{
    scmp_filter_ctx filter = filter_build();
    if (!filter)
        return -1;
    int failed = seccomp_export_bpf(filter, fd);
    seccomp_release(filter);
    errno = -failed;
    return failed ? -1 : 0;
}

int call_filter_install(void)
{
    scmp_filter_ctx filter = filter_build();
    if (!filter)
        return -1;
    int failed = seccomp_load(filter);
    seccomp_release(filter);
    errno = -failed;
    return failed ? -1 : 0;
}

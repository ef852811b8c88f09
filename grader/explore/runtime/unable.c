/* unable.c - calls that the explorer does not know, and says so.
 *
 * Each of them waits, starts, or tells others something in a way of its own.
 * Done for real it would hold up the turn, or be a step that nobody counts: the
 * verdict would be wrong and silent. So the run ends with the call's name, and
 * where there is one, with a way that is known.
 */
#include "explore/runtime/runtime.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static long unable(const char *call, const char *instead)
{
    char text[sizeof board->text];
    if (!explored()) /* before main: there is no run to end */
        abort();
    snprintf(text, sizeof text, "%s is not known here%s%s", call,
             *instead ? "; known is " : "", instead);
    run_unable(text);
}

/* The library's name, but for the compiler another function than the library's:
 * so it need not have the same parameters. */
#define UNABLE(name, instead)                                                  \
    long unable_##name(void) __asm__(#name);                                   \
    long unable_##name(void)                                                   \
    {                                                                          \
        return unable(#name, instead);                                         \
    }

/* ---- other programs ---- */

#define OF_ITS_OWN "fork and a function of the same program"
UNABLE(execl, OF_ITS_OWN)
UNABLE(execle, OF_ITS_OWN)
UNABLE(execlp, OF_ITS_OWN)
UNABLE(execv, OF_ITS_OWN)
UNABLE(execve, OF_ITS_OWN)
UNABLE(execvp, OF_ITS_OWN)
UNABLE(execvpe, OF_ITS_OWN)
UNABLE(fexecve, OF_ITS_OWN)
UNABLE(popen, OF_ITS_OWN)
UNABLE(posix_spawn, OF_ITS_OWN)
UNABLE(posix_spawnp, OF_ITS_OWN)
UNABLE(system, OF_ITS_OWN)
UNABLE(clone, OF_ITS_OWN)
UNABLE(wait3, "waitpid")
UNABLE(wait4, "waitpid")
UNABLE(waitid, "waitpid")

/* ---- signals and timers ---- */

#define BY_ANOTHER "a kill by another process, which may come at any time"
UNABLE(alarm, BY_ANOTHER)
UNABLE(setitimer, BY_ANOTHER)
UNABLE(timer_create, BY_ANOTHER)
UNABLE(timerfd_create, BY_ANOTHER)
UNABLE(ualarm, BY_ANOTHER)
UNABLE(killpg, "kill of one process")
UNABLE(pthread_kill, "kill of one process")
UNABLE(sigqueue, "kill")
UNABLE(tgkill, "kill of one process")
UNABLE(sigtimedwait, "sigwaitinfo")
UNABLE(signalfd, "sigwaitinfo")
UNABLE(mq_notify, "mq_receive")

/* ---- descriptors ---- */

#define BY_PAIR "socketpair before fork"
UNABLE(accept, BY_PAIR)
UNABLE(accept4, BY_PAIR)
UNABLE(bind, BY_PAIR)
UNABLE(connect, BY_PAIR)
UNABLE(listen, BY_PAIR)
UNABLE(recvfrom, "recv")
UNABLE(recvmsg, "recv")
UNABLE(sendmsg, "send")
UNABLE(sendto, "send")
UNABLE(epoll_create, "poll")
UNABLE(epoll_create1, "poll")
UNABLE(ppoll, "poll")
UNABLE(pselect, "poll")
UNABLE(select, "poll")
UNABLE(readv, "read")
UNABLE(sendfile, "read and write")
UNABLE(splice, "read and write")
UNABLE(tee, "read and write")
UNABLE(vmsplice, "write")
UNABLE(writev, "write")
UNABLE(inotify_init, "")
UNABLE(inotify_init1, "")
UNABLE(lockf, "flock")

/* Locks of fcntl wait inside the kernel; the rest of it waits for nobody. */
int fcntl(int fd, int what, ...)
{
    va_list list;
    va_start(list, what);
    void *argument = va_arg(list, void *); /* as the kernel takes it */
    va_end(list);
    if (explored() && (what == F_SETLK || what == F_SETLKW ||
                       what == F_OFD_SETLK || what == F_OFD_SETLKW))
        (void)unable("a lock by fcntl", "flock");
    return REAL(fcntl)(fd, what, argument);
}

/* ---- locks and threads ---- */

UNABLE(semtimedop, "semop")
UNABLE(pthread_barrier_wait, "a mutex, a count and a condition variable")
UNABLE(pthread_cancel, "a flag that the thread looks at")
UNABLE(pthread_cond_clockwait, "pthread_cond_timedwait")
UNABLE(pthread_mutex_clocklock, "pthread_mutex_timedlock")
UNABLE(pthread_rwlock_timedrdlock, "pthread_rwlock_rdlock")
UNABLE(pthread_rwlock_timedwrlock, "pthread_rwlock_wrlock")
UNABLE(pthread_rwlock_tryrdlock, "pthread_rwlock_rdlock")
UNABLE(pthread_rwlock_trywrlock, "pthread_rwlock_wrlock")
UNABLE(pthread_spin_lock, "pthread_mutex_lock")
UNABLE(pthread_spin_trylock, "pthread_mutex_trylock")
UNABLE(clock_nanosleep, "nanosleep")

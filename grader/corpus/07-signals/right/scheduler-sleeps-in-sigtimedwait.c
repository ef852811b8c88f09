/* No timer: sigtimedwait has a time-out of its own (7.7).
 * expect: full points
 */
/* TOP(scheduler.c) */
#include <time.h>

/* GAP(7.7b) */
    struct timespec now, end;
    sigset_t child;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    (void)schedule;
    (void)set_timer;
    (void)forget_timer;
    kill(pid, SIGCONT);
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += slice_ms * 1000000L;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    for (;;) {
        struct timespec left;

        if (has_ended(pid, WNOHANG))
            return true;
        clock_gettime(CLOCK_MONOTONIC, &now);
        left.tv_sec = end.tv_sec - now.tv_sec;
        left.tv_nsec = end.tv_nsec - now.tv_nsec;
        if (left.tv_nsec < 0) {
            left.tv_nsec += 1000000000;
            left.tv_sec--;
        }
        if (left.tv_sec < 0)
            break;
        sigtimedwait(&child, NULL, &left);
    }
    kill(pid, SIGSTOP);
    return has_ended(pid, WUNTRACED);

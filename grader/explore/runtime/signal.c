/* signal.c - signals between the tasks of a run.
 *
 * A signal comes to a task when the sender's step is done: its handler runs
 * before the task's next step, wherever the task stands. So a signal may come
 * between any two steps, because the sender's step may.
 */
#include "explore/runtime/runtime.h"

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SIGNALS 65
#define BIT(number) (1ull << ((number)-1))

static struct sigaction actions[SIGNALS];

static struct operation on(int task, const char *name, uint16_t flags,
                           uint64_t pc)
{
    return (struct operation){ .name = name,
                               .pc = pc,
                               .thing = (uint16_t)thing_of(THING_SIGNALS,
                                                           (uint64_t)task, 0),
                               .flags = flags };
}

static bool ends_by_default(int number)
{
    return number != SIGCHLD && number != SIGURG && number != SIGWINCH &&
           number != SIGCONT;
}

/* ---- they come ---- */

static int due(void)
{
    uint64_t set = me()->pending & ~me()->masked;
    return set ? __builtin_ctzll(set) + 1 : 0;
}

bool signal_waits(void)
{
    return due() != 0;
}

bool signal_interrupts(void)
{
    int number = due();
    return number && !(actions[number].sa_flags & SA_RESTART);
}

static void run_handler(int number)
{
    struct sigaction action = actions[number];
    uint64_t mask = me()->masked, more = 0;
    siginfo_t facts = { .si_signo = number };
    for (int n = 1; n < SIGNALS; n++)
        if (sigismember(&action.sa_mask, n) == 1)
            more |= BIT(n);
    if (action.sa_flags & SA_RESETHAND) {
        actions[number].sa_handler = SIG_DFL;
        me()->handled &= ~BIT(number);
    }
    me()->masked |= more | (action.sa_flags & SA_NODEFER ? 0 : BIT(number));
    errno = program_errno;
    me()->handler++;
    if (action.sa_flags & SA_SIGINFO)
        action.sa_sigaction(number, &facts, NULL);
    else
        action.sa_handler(number);
    me()->handler--;
    program_errno = errno;
    me()->masked = mask;
}

void signals_handle(void)
{
    int number;
    while ((number = due()) != 0) {
        me()->pending &= ~BIT(number);
        if (!(me()->handled & BIT(number))) {
            if (ends_by_default(number))
                end_by_signal(number);
            continue;
        }
        uint64_t start = (uint64_t)(uintptr_t)actions[number].sa_handler;
        step_now(on(self, "handler", CHANGES | STEP_HANDLER, start + 1));
        look_forget();
        run_handler(number);
    }
}

/* ---- they are sent ---- */

static void end_other(int task, int number)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].process == task)
            task_is_dead((int)t, number);
    REAL(syscall)(SYS_kill, board->tasks[task].pid, number);
}

void signal_send(int task, int number)
{
    struct task *target = &board->tasks[task];
    if (target->ignored & BIT(number) ||
        (!(target->handled & BIT(number)) && !ends_by_default(number)))
        return;
    if (number == SIGKILL ||
        (!(target->handled & BIT(number)) && !(target->masked & BIT(number)))) {
        if (task == me()->process)
            end_by_signal(number);
        else
            end_other(task, number);
        return;
    }
    target->pending |= BIT(number);
    if (target->state == TASK_WAITING && !(target->masked & BIT(number)))
        target->state = TASK_READY;
}

void signal_self(int number)
{
    int saved = errno;
    signal_send(me()->process, number);
    signals_handle();
    errno = saved;
}

static int task_of(pid_t pid)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].pid == pid && !board->tasks[t].thread &&
            !board->tasks[t].reaped)
            return (int)t;
    return -1;
}

static int send_signal(const char *name, pid_t pid, int number, uint64_t pc)
{
    int task = task_of(pid);
    if (pid <= 0)
        run_unable("kill of a group of processes");
    if (number < 0 || number >= SIGNALS || number == SIGSTOP)
        run_unable("kill with SIGSTOP or a number that is none");
    if (task == -1 && REAL(syscall)(SYS_kill, pid, 0) == 0)
        run_unable("kill of a process that is not the program's own");
    struct step *step = turn(on(task == -1 ? self : task, name, CHANGES, pc));
    step->after = (uint64_t)number;
    if (task == -1) {
        errno = ESRCH;
        return -1;
    }
    look_forget();
    if (number != 0 && board->tasks[task].state != TASK_ENDED)
        signal_send(task, number);
    return 0;
}

int kill(pid_t pid, int number)
{
    if (!explored())
        return REAL(kill)(pid, number);
    return send_signal("kill", pid, number, CALLER);
}

int raise(int number)
{
    if (!explored() || number == SIGABRT)
        return REAL(raise)(number);
    int result =
        send_signal("raise", board->tasks[me()->process].pid, number, CALLER);
    signals_handle();
    return result;
}

/* ---- what happens then ---- */

int sigaction(int number, const struct sigaction *new, struct sigaction *old)
{
    if (!explored() || number < 1 || number >= SIGNALS)
        return REAL(sigaction)(number, new, old);
    if (old)
        *old = actions[number];
    if (!new)
        return 0;
    (void)turn(on(self, "sigaction", CHANGES, CALLER));
    actions[number] = *new;
    me()->handled &= ~BIT(number);
    me()->ignored &= ~BIT(number);
    if (new->sa_handler == SIG_IGN)
        me()->ignored |= BIT(number);
    else if (new->sa_handler != SIG_DFL) {
        me()->handled |= BIT(number);
        region_touch_own();
    }
    return 0;
}

__sighandler_t signal(int number, __sighandler_t handler)
{
    struct sigaction new = { .sa_handler = handler, .sa_flags = SA_RESTART };
    struct sigaction old;
    if (!explored())
        return REAL(signal)(number, handler);
    return sigaction(number, &new, &old) == 0 ? old.sa_handler : SIG_ERR;
}

static uint64_t bits_of(const sigset_t *set)
{
    uint64_t bits = 0;
    for (int n = 1; n < SIGNALS; n++)
        if (sigismember(set, n) == 1)
            bits |= BIT(n);
    return bits;
}

static void set_of(uint64_t bits, sigset_t *set)
{
    sigemptyset(set);
    for (int n = 1; n < SIGNALS; n++)
        if (bits & BIT(n))
            sigaddset(set, n);
}

int sigprocmask(int how, const sigset_t *restrict new, sigset_t *restrict old)
{
    if (!explored())
        return REAL(sigprocmask)(how, new, old);
    if (old)
        set_of(me()->masked, old);
    if (!new)
        return 0;
    (void)turn(on(self, "sigprocmask", LOOKS, CALLER));
    uint64_t bits = bits_of(new);
    me()->masked = how == SIG_BLOCK     ? me()->masked | bits
                   : how == SIG_UNBLOCK ? me()->masked & ~bits
                                        : bits;
    signals_handle();
    return 0;
}

int pthread_sigmask(int how, const sigset_t *restrict new,
                    sigset_t *restrict old)
{
    return sigprocmask(how, new, old) == 0 ? 0 : errno;
}

int sigpending(sigset_t *set)
{
    if (!explored())
        return REAL(sigpending)(set);
    set_of(me()->pending & me()->masked, set);
    return 0;
}

/* ---- waiting for them ---- */

static int sleep_for_signal(const char *name, uint64_t pc)
{
    struct operation op = on(self, name, LOOKS, pc);
    while (!signal_waits())
        if (!sleep_on(op) && errno == EINTR)
            return -1;
    signals_handle();
    errno = EINTR;
    return -1;
}

int pause(void)
{
    if (!explored())
        return REAL(pause)();
    (void)turn(on(self, "pause", LOOKS, CALLER));
    return sleep_for_signal("pause", CALLER);
}

int sigsuspend(const sigset_t *set)
{
    if (!explored())
        return REAL(sigsuspend)(set);
    (void)turn(on(self, "sigsuspend", LOOKS, CALLER));
    uint64_t mask = me()->masked;
    me()->masked = bits_of(set);
    int result = sleep_for_signal("sigsuspend", CALLER);
    me()->masked = mask;
    return result;
}

static int take_signal(const char *name, const sigset_t *set, uint64_t pc)
{
    struct operation op = on(self, name, CHANGES, pc);
    for (;;) {
        (void)turn(op);
        uint64_t ready = me()->pending & bits_of(set);
        if (ready) {
            int number = __builtin_ctzll(ready) + 1;
            me()->pending &= ~BIT(number);
            return number;
        }
        if (!blocked_on(op))
            return -1;
    }
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict facts)
{
    if (!explored())
        return REAL(sigwaitinfo)(set, facts);
    int number = take_signal("sigwaitinfo", set, CALLER);
    if (facts && number > 0) {
        memset(facts, 0, sizeof *facts);
        facts->si_signo = number;
    }
    return number;
}

int sigwait(const sigset_t *restrict set, int *restrict number)
{
    if (!explored())
        return REAL(sigwait)(set, number);
    int got = take_signal("sigwait", set, CALLER);
    if (got > 0)
        *number = got;
    return got > 0 ? 0 : errno;
}

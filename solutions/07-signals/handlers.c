/*
 * handlers.c - exercises 7.1 and 7.2: what a handler may do, and to wait for it.
 *
 *   7.1  count_until, print_lines     a handler runs between any two steps
 *   7.2  bell_open, bell_wait, bell_close        it may run before you wait
 *
 *     main flow   ... printf( | ) ...      while (!rung) | sleep
 *                             |                          |
 *     handler                 printf?                    rung = 1
 *
 * At the first bar printf stands in the middle of its own work. At the second
 * one the signal comes a moment too early, and nobody will wake the sleeper.
 *
 * What each function must do stands in signals.h. Read signal-safety(7) first.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "signals.h"

/* ---- 7.1 a handler that is safe ------------------------------------------ */

/* One round of work. It calls nobody, so the compiler sees all of it. */
static unsigned long next_number(unsigned long n)
{
    return n % 2 == 0 ? n / 2 : n * 3 + 1;
}

/*
 * TODO(7.1a): 1. A flag that the handler of count_until sets: of a type which is
 * stored in one piece, and which the compiler must look at anew each time. 2.
 * The handler.
 */
/* SOLUTION(7.1a) */
static volatile sig_atomic_t told; /* DOC: flag */

static void take_note(int number)
{
    (void)number;
    told = 1;
}
/* STARTER(7.1a)
static int told;
END(7.1a) */

long count_until(int number, void (*begun)(void))
{
    struct sigaction action = { .sa_flags = 0 }, before;
    unsigned long n = 27;
    long rounds = 0;

    sigemptyset(&action.sa_mask);
    told = 0;
    /*
     * TODO(7.1b): 1. Install the handler for `number` (action, before). 2. Call
     * begun. 3. n = next_number(n), and count rounds, until told. 4. Put the
     * old action back. Return rounds.
     */
    /* SOLUTION(7.1b) */
    action.sa_handler = take_note;
    if (sigaction(number, &action, &before) == -1)
        return -1;
    begun();
    do {
        n = next_number(n);
        rounds++;
    } while (!told);
    sigaction(number, &before, NULL);
    return n > 0 ? rounds : -1;
    /* STARTER(7.1b)
    (void)number;
    (void)begun;
    (void)before;
    (void)rounds;
    (void)next_number;
    (void)n;
    errno = ENOSYS;
    return -1;
    END(7.1b) */
}

/*
 * TODO(7.1c): The handler of print_lines, which writes the notice. printf may
 * be in the middle of its work: which function may be called here? It leaves
 * errno as it was.
 */
/* SOLUTION(7.1c) */
static void write_notice(int number)
{
    static const char notice[] = "[signal]\n";
    int saved = errno;

    (void)number;
    (void)!write(STDOUT_FILENO, notice, sizeof notice - 1);
    errno = saved; /* DOC: errno-saved */
}
/* STARTER(7.1c)
END(7.1c) */

int print_lines(int count, int number)
{
    struct sigaction action = { .sa_flags = 0 }, before;

    sigemptyset(&action.sa_mask);
    /* TODO(7.1d): Install the handler for `number`; -1 if it cannot be done. It
     * is to serve for more than one signal. */
    /* SOLUTION(7.1d) */
    action.sa_handler = write_notice;
    if (sigaction(number, &action, &before) == -1)
        return -1;
    /* STARTER(7.1d)
    (void)action;
    before.sa_handler = SIG_DFL;
    errno = ENOSYS;
    if (number > 0)
        return -1;
    END(7.1d) */
    for (int i = 1; i <= count; i++)
        printf("line %d\n", i);
    fflush(stdout);
    return sigaction(number, &before, NULL);
}

/* ---- 7.2 no lost wake-up ------------------------------------------------- */

/*
 *   bell_open      blocked: rings wait in the kernel
 *   bell_wait      look, and let it in only while asleep   (one call does both)
 *   bell_close     as before
 */

/*
 * TODO(7.2a): What has to be known of the bell from bell_open to bell_close? If
 * you need a handler, it stands here too. (There are several good ways:
 * sigsuspend with a handler; sigwaitinfo without one; a descriptor.)
 */
/* SOLUTION(7.2a) */
static volatile sig_atomic_t rung;
static int bell_number;
static sigset_t mask_before;
static struct sigaction action_before;

static void ring(int number)
{
    (void)number;
    rung = 1;
}
/* STARTER(7.2a)
END(7.2a) */

int bell_open(int number)
{
    /*
     * TODO(7.2b): 1. Block the signal; keep the old mask. 2. Install the handler,
     * if there is one; keep the old action.
     */
    /* SOLUTION(7.2b) */
    struct sigaction action = { .sa_handler = ring };
    sigset_t bell;

    bell_number = number;
    rung = 0;
    sigemptyset(&action.sa_mask);
    sigemptyset(&bell);
    sigaddset(&bell, number);
    if (sigprocmask(SIG_BLOCK, &bell, &mask_before) == -1)
        return -1;
    return sigaction(number, &action, &action_before);
    /* STARTER(7.2b)
    (void)number;
    errno = ENOSYS;
    return -1;
    END(7.2b) */
}

int bell_wait(void)
{
    /*
     * TODO(7.2c): Sleep until it has rung; take the ring away; return 0. What if
     * the signal comes between your look and your sleep? And if another signal
     * wakes you?
     */
    /* SOLUTION(7.2c) */
    sigset_t asleep = mask_before;

    sigdelset(&asleep, bell_number);
    while (!rung)
        sigsuspend(&asleep); /* DOC: look-and-sleep */
    rung = 0;
    return 0;
    /* STARTER(7.2c)
    errno = ENOSYS;
    return -1;
    END(7.2c) */
}

int bell_close(void)
{
    /*
     * TODO(7.2d): Mask and action as before. A ring may be pending: what happens
     * to it at each of your steps?
     */
    /* SOLUTION(7.2d) */
    static const struct sigaction ignored = { .sa_handler = SIG_IGN };

    sigaction(bell_number, &ignored, NULL); /* throws a pending one away */
    sigaction(bell_number, &action_before, NULL);
    return sigprocmask(SIG_SETMASK, &mask_before, NULL);
    /* STARTER(7.2d)
    errno = ENOSYS;
    return -1;
    END(7.2d) */
}

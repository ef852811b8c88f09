/*
 * main.c - runs one exercise of lab 07 by hand, and plays the other side.
 *
 *   signals [OPTIONS] 7.1 count             compute until a timer's signal
 *   signals [OPTIONS] 7.1 print COUNT SIGNALS    ... a child sends the signals
 *   signals [OPTIONS] 7.2 RINGS             a child rings the bell so often
 *   signals [OPTIONS] 7.3 CHILDREN          stdin is read meanwhile
 *   signals [OPTIONS] 7.4 SCRIPT            a child plays it: l a line, p a part
 *                           of one, h SIGHUP, t SIGTERM, e no more lines
 *   signals [OPTIONS] 7.5 VALUE...          a child sends them
 *   signals [OPTIONS] 7.6 PROGRAM           told, leave STATUS, rest, or /a/path
 *   signals [OPTIONS] 7.7 CHILDREN MILLISECONDS ROUNDS
 *   signals [OPTIONS] 7.8 WORD...
 *   signals [OPTIONS] 7.9 LIMIT GRACE PROGRAM   ... or calls, or stubborn
 *
 * The options make the surroundings harder, before the function is called:
 *   -s   a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -b   SIGTERM and SIGUSR1 are blocked, SIGPIPE and SIGHUP are ignored
 *   -e   7.2: the bell rings before anybody waits for it
 *        7.5: events are waited for before all have been sent
 *   -t   7.2: it rings once more when nobody will wait any more
 *   -f   7.4: at the first SIGHUP every pipe of the server's own gets full, and
 *        then SIGTERM comes
 *   -q N 7.5: at most N signals may be pending
 *   -k N 7.7: child N returns at once, and so ends
 *
 * The programs of 7.6 and 7.9 are this one: told says what is blocked and what
 * is ignored; rest, calls and stubborn sleep, and before that calls sends SIGTERM
 * to its parent, and stubborn ignores SIGTERM.
 *
 * What the function returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 it did its work, 1 it returned -1, 2 bad arguments, 38 it is
 * still to be written. There is no gap here.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenes.h"
#include "signals.h"

struct surroundings surroundings = { .quitter = -1 };

/* ---- 7.1 ----------------------------------------------------------------- */

/* After 4 ms of computing the timer sends SIGVTALRM. */
static void start_timer(void)
{
    const struct itimerval soon = { .it_value = { .tv_usec = 4000 } };

    setitimer(ITIMER_VIRTUAL, &soon, NULL);
}

/* A child that ends at once; it is only there to be held by a grader. */
static pid_t start_bystander(void)
{
    pid_t pid = fork_role();

    if (pid == 0)
        _exit(0);
    return pid;
}

static int run_count(void)
{
    struct state before;
    pid_t bystander = start_bystander();
    long rounds;

    take_state(&before);
    rounds = count_until(SIGVTALRM, start_timer);
    report("rounds", rounds == -1 ? -1 : rounds > 0);
    report_state(&before);
    keep_errno_and_reap(bystander);
    return verdict("7.1", "handlers.c", rounds);
}

static int run_print(int count, char *words[])
{
    struct state before;
    int lines, times, result;
    pid_t sender;

    if (count != 2)
        usage("7.1 print needs two numbers: COUNT SIGNALS");
    lines = whole_number(words[0], 0, 1000);
    times = whole_number(words[1], 0, 1000);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* each line is written at once */
    take_state(&before);
    sender = start_sender(SIGUSR1, times);
    result = print_lines(lines, SIGUSR1);
    report_state(&before);
    kill_and_reap(sender);
    report("returned", result);
    return verdict("7.1", "handlers.c", result);
}

static int run_safe(int count, char *words[])
{
    if (count == 1 && strcmp(words[0], "count") == 0)
        return run_count();
    if (count > 0 && strcmp(words[0], "print") == 0)
        return run_print(count - 1, words + 1);
    usage("7.1 needs: count, or print COUNT SIGNALS");
}

/* ---- 7.2 ----------------------------------------------------------------- */

static void ring_and_rest(int number)
{
    pid_t sender = start_sender(number, 1);

    waitpid(sender, NULL, 0);
}

static int run_bell(int count, char *words[])
{
    struct state before;
    int rings, result;
    pid_t sender = -1;

    if (count != 1)
        usage("7.2 needs a number: RINGS");
    rings = whole_number(words[0], 0, 1000);
    take_state(&before);
    result = bell_open(SIGUSR2);
    report("opened", result);
    if (result == -1)
        return verdict("7.2", "handlers.c", result);
    if (surroundings.early)
        ring_and_rest(SIGUSR2);
    else
        sender = start_sender(SIGUSR2, rings);
    for (int i = 1; i <= rings && result == 0; i++) {
        result = bell_wait();
        report("rang", result == 0 ? i : -1);
    }
    if (sender != -1)
        keep_errno_and_reap(sender);
    if (result == 0 && surroundings.twice)
        ring_and_rest(SIGUSR2);
    if (result == 0)
        report("closed", result = bell_close());
    report_state(&before);
    return verdict("7.2", "handlers.c", result);
}

/* -------------------------------------------------------------------------- */

static void do_nothing(int number)
{
    (void)number;
}

static void block_and_ignore(void)
{
    sigset_t blocked;

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
}

static void set_surroundings(int option)
{
    const struct sigaction nothing = { .sa_handler = do_nothing };

    switch (option) {
    case 's': sigaction(SIGUSR1, &nothing, NULL); break;
    case 'e': surroundings.early = true; break;
    case 't': surroundings.twice = true; break;
    case 'f': surroundings.full = true; break;
    case 'b': block_and_ignore(); break;
    case 'q': surroundings.room = whole_number(optarg, 1, 100); break;
    case 'k': surroundings.quitter = whole_number(optarg, 0, 100); break;
    default: usage("no such option");
    }
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *id;
        int (*run)(int count, char *words[]);
    } exercises[] = {
        { "7.1", run_safe },  { "7.2", run_bell },   { "7.3", run_look_after },
        { "7.4", run_serve }, { "7.5", run_events }, { "7.6", run_start },
        { "7.7", run_turns }, { "7.8", run_desk },   { "7.9", run_guard },
    };
    int option;

    if (argc > 1) {
        int status = be_program(argc - 1, argv + 1);

        if (status != -1)
            return status;
    }
    opterr = 0;
    while ((option = getopt(argc, argv, "+setfbq:k:")) != -1)
        set_surroundings(option);
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 7.1 to 7.9");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        if (strcmp(argv[0], exercises[i].id) == 0)
            return exercises[i].run(argc - 1, argv + 1);
    }
    usage("no such exercise; there are 7.1 to 7.9");
}

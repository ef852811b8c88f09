/*
 * main.c - runs one exercise of lab 05 by hand, with processes of its own. NAME
 * is the name of a semaphore, such as /gate; WHO is the number of a process,
 * and main itself is number 0.
 *
 *   semaphores [OPTIONS] 5.1 NAME PERMITS PROCESSES ROUNDS
 *   semaphores [OPTIONS] 5.2 NAME try           main tries, another is inside
 *   semaphores [OPTIONS] 5.2 NAME MILLISECONDS  main waits so long at most
 *   semaphores [OPTIONS] 5.3 ROOM PRODUCERS CONSUMERS ITEMS
 *   semaphores [OPTIONS] 5.4 r|w...             readers and writers
 *   semaphores [OPTIONS] 5.5 SEATS ROUNDS [SEAT...]
 *   semaphores [OPTIONS] 5.6 PROCESSES ROUNDS
 *   semaphores [OPTIONS] 5.7 KEY VALUE...       main makes a set, a child joins
 *   semaphores [OPTIONS] 5.8 01 12...           a process for each pair
 *   semaphores [OPTIONS] 5.8 supply AMOUNT      a child supplies, main consumes
 *   semaphores [OPTIONS] 5.9 CLIENTS QUESTIONS  process 1 is the server
 *   semaphores [OPTIONS] 5.10 PATH USERS        main makes and removes the file
 *
 * Whoever is inside says "WHO in" and "WHO out". The options make the
 * surroundings harder, before the function is called:
 *   -v       each use of a semaphore is told on stderr, before it is made
 *   -i       one after the other: press Enter to start the next process
 *   -s       a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -m       5.1: main itself passes, when somebody else is inside
 *            5.3: main itself is one more consumer
 *            5.7: a child makes the set, main joins
 *            5.8: main itself takes the last pair, twice
 *            5.9: main itself asks         5.10: it is the last user, twice
 *   -e       what is done inside fails (EDOM)
 *   -c       5.3: the consumers come first
 *   -k       5.1: an earlier run was killed inside
 *            5.7: the child is killed before it leaves
 *            5.8, 5.10: process 1 is killed inside
 *   -o N     5.1: an earlier run has left a semaphore with value N
 *            5.7: an earlier run has left another set (N: any number)
 *   -f       5.2: nobody is inside
 *   -a       5.2: main does not wait until the other one is inside
 *            5.8: main does not wait until the child has supplied
 *            5.10: main does not wait, and tries once
 *   -l       5.2: the other one leaves
 *
 * What the function returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 it did its work, 1 it returned -1, 2 bad arguments, 38 it is
 * still to be written. There is no gap here.
 */
#include <dlfcn.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "main.h"
#include "semaphores.h"

struct surroundings surroundings = { .old_value = -1 };

void usage(const char *wrong)
{
    fprintf(stderr,
            "semaphores: %s (usage: semaphores [OPTIONS] EXERCISE ARGUMENT..., "
            "see the top of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

long whole_number(const char *text, long least, long most)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 0);
    if (end == text || *end != '\0' || errno || value < least || value > most)
        errx(BAD_USAGE, "%s: must be a number from %ld to %ld", text, least,
             most);
    return value;
}

/* ---- results ------------------------------------------------------------- */

void report(const char *name, long result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %ld\n", name, result);
    errno = saved;
}

int verdict(const char *exercise, const char *file, long result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "semaphores: exercise %s is still to be written: see the "
            "TODO(%s...) comments in %s\n",
            exercise, exercise, file);
    return ENOSYS;
}

/* ---- processes ----------------------------------------------------------- */

pid_t start(int who)
{
    pid_t pid = fork();

    if (pid == -1)
        err(FAILED, "fork");
    if (pid == 0)
        surroundings.who = who;
    return pid;
}

void await_turn(void)
{
    char byte;

    while (surroundings.in_turn && read(STDIN_FILENO, &byte, 1) == -1) {
        if (errno != EINTR)
            err(FAILED, "read");
    }
}

int collect(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) == -1) {
        if (errno != EINTR)
            err(FAILED, "waitpid");
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* One that ended because something is still to be written keeps nobody waiting:
 * then all the others are ended. */
int collect_all(const pid_t pids[], int count, bool *unwritten)
{
    int failed = 0, status;

    for (int left = count; left > 0; left--) {
        while (wait(&status) == -1) {
            if (errno != EINTR)
                err(FAILED, "wait");
        }
        failed += status != 0;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != ENOSYS)
            continue;
        for (int i = 0; i < count && !*unwritten; i++)
            kill(pids[i], SIGKILL);
        *unwritten = true;
    }
    return failed;
}

int end_of_child(long result)
{
    return result != -1 ? 0 : errno == ENOSYS ? ENOSYS : FAILED;
}

static char *shared_at; /* the memory of this run */
static size_t shared_size;

void *shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED)
        err(FAILED, "mmap");
    shared_at = memory;
    shared_size = size;
    return memory;
}

void bell_make(struct bell *bell)
{
    if (pipe(bell->ends) == -1)
        err(FAILED, "pipe");
}

void bell_ring(const struct bell *bell)
{
    if (write(bell->ends[1], "", 1) == -1)
        err(FAILED, "write");
}

void bell_await(const struct bell *bell)
{
    char byte;

    close(bell->ends[1]); /* when nobody is left to ring, read gives 0 */
    while (read(bell->ends[0], &byte, 1) == -1) {
        if (errno != EINTR)
            err(FAILED, "read");
    }
}

/* ---- inside -------------------------------------------------------------- */

void mark(const char *word)
{
    dprintf(STDOUT_FILENO, "%d %s\n", surroundings.who, word);
}

/* A call that waits for nothing: here the check can hold a process. */
void linger(void)
{
    (void)poll(NULL, 0, 0);
}

struct bell is_inside;

int inside_and_tell(void)
{
    mark("in");
    bell_ring(&is_inside);
    linger();
    mark("out");
    errno = EDOM;
    return surroundings.fails ? -1 : 0;
}

int inside(void)
{
    mark("in");
    linger();
    mark("out");
    errno = EDOM;
    return surroundings.fails ? -1 : 0;
}

/* ---- semaphores made visible --------------------------------------------- */

/*
 * A sem_wait that finds a permit is a few instructions, and so is a sem_post
 * that wakes nobody: the kernel is not called, and nobody outside sees them.
 * With -v each of these first says its name, and where in the shared memory the
 * semaphore lies, and then does what the library's function of that name does;
 * so `make show` can show it.
 */
static void tell_use(const char *function, const sem_t *semaphore)
{
    size_t at = (size_t)((const char *)semaphore - shared_at);

    if (!surroundings.visible)
        return;
    if (shared_at != NULL && at < shared_size)
        dprintf(STDERR_FILENO, ". %s @%zu\n", function, at);
    else
        dprintf(STDERR_FILENO, ". %s\n", function);
}

/* Here, too, the check can hold a process. */
static void linger_at_wait(void)
{
    const struct timespec no_time = { 0 };

    if (surroundings.visible)
        nanosleep(&no_time, NULL);
}

static void *library(const char *function)
{
    void *address = dlsym(RTLD_NEXT, function);

    if (address == NULL)
        errx(FAILED, "the C library has no %s", function);
    return address;
}

int sem_wait(sem_t *semaphore)
{
    int (*function)(sem_t *);

    *(void **)&function = library("sem_wait");
    tell_use("sem_wait", semaphore);
    linger_at_wait();
    return function(semaphore);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *moment)
{
    int (*function)(sem_t *, const struct timespec *);

    *(void **)&function = library("sem_timedwait");
    tell_use("sem_timedwait", semaphore);
    linger_at_wait();
    return function(semaphore, moment);
}

int sem_post(sem_t *semaphore)
{
    int (*function)(sem_t *);

    *(void **)&function = library("sem_post");
    tell_use("sem_post", semaphore);
    return function(semaphore);
}

int sem_init(sem_t *semaphore, int shared, unsigned value)
{
    int (*function)(sem_t *, int, unsigned);

    *(void **)&function = library("sem_init");
    tell_use(value == 1 ? "sem_init(1)" : "sem_init", semaphore);
    return function(semaphore, shared, value);
}

/* What it has found is old already when it returns. */
int sem_getvalue(sem_t *semaphore, int *value)
{
    int (*function)(sem_t *, int *), result;

    *(void **)&function = library("sem_getvalue");
    result = function(semaphore, value);
    tell_use("sem_getvalue", semaphore);
    linger_at_wait();
    return result;
}

void wait_for(sem_t *semaphore)
{
    while (sem_wait(semaphore) == -1) {
        if (errno != EINTR)
            err(FAILED, "sem_wait");
    }
}

/* ---- the surroundings ---------------------------------------------------- */

static void do_nothing(int signal_number)
{
    (void)signal_number;
}

static void set_surroundings(int option)
{
    const struct sigaction nothing = { .sa_handler = do_nothing };

    switch (option) {
    case 'v': surroundings.visible = true; break;
    case 'i': surroundings.in_turn = true; break;
    case 's': sigaction(SIGUSR1, &nothing, NULL); break;
    case 'm': surroundings.joins = true; break;
    case 'e': surroundings.fails = true; break;
    case 'k': surroundings.killed_run = true; break;
    case 'a': surroundings.at_once = true; break;
    case 'l': surroundings.leaves = true; break;
    case 'c': surroundings.reverse = true; break;
    case 'f': surroundings.free = true; break;
    case 'o':
        surroundings.old_value = (int)whole_number(optarg, 0, 1000);
        break;
    default: usage("no such option, or its argument is missing");
    }
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *id;
        int (*run)(int count, char *words[]);
    } exercises[] = {
        { "5.1", run_gate },     { "5.2", run_in_time }, { "5.3", run_buffer },
        { "5.4", run_room },     { "5.5", run_table },   { "5.6", run_barrier },
        { "5.7", run_set },      { "5.8", run_both },    { "5.9", run_desk },
        { "5.10", run_scanner },
    };
    int option;

    opterr = 0;
    while ((option = getopt(argc, argv, "+visemkalfco:")) != -1)
        set_surroundings(option);
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 5.1 to 5.10");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        if (strcmp(argv[0], exercises[i].id) == 0)
            return exercises[i].run(argc - 1, argv + 1);
    }
    usage("no such exercise; there are 5.1 to 5.10");
}

/*
 * main.c - runs one exercise of lab 05 by hand, with processes of its own. NAME
 * is the name of a semaphore, such as /gate; WHO is the number of a process,
 * and main itself is number 0.
 *
 *   semaphores [OPTIONS] 5.1 NAME PERMITS PROCESSES ROUNDS
 *   semaphores [OPTIONS] 5.2 NAME try           main tries, another is inside
 *   semaphores [OPTIONS] 5.2 NAME MILLISECONDS  main waits so long at most
 *
 * Whoever is inside says "WHO in" and "WHO out". The options make the
 * surroundings harder, before the function is called:
 *   -v       each use of a semaphore is told on stderr, before it is made
 *   -i       one after the other: press Enter to start the next process
 *   -s       a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -m       5.1: main itself passes, when somebody else is inside
 *   -e       5.1: what is done inside fails (EDOM)
 *   -k       5.1: an earlier run was killed inside
 *   -o N     5.1: an earlier run has left a semaphore with value N
 *   -f       5.2: nobody is inside
 *   -a       5.2: main does not wait until the other one is inside
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

int collect_all(const pid_t pids[], int count, bool *unwritten)
{
    int failed = 0;

    for (int i = 0; i < count; i++) {
        int status = collect(pids[i]);

        failed += status != 0;
        *unwritten |= status == ENOSYS;
    }
    return failed;
}

int end_of_child(long result)
{
    return result != -1 ? 0 : errno == ENOSYS ? ENOSYS : FAILED;
}

void *shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED)
        err(FAILED, "mmap");
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
 * With -v each of these says its name first, and then does what the library's
 * function of that name does; so `make show` can show it.
 */
static void *library(const char *function)
{
    void *address = dlsym(RTLD_NEXT, function);

    if (address == NULL)
        errx(FAILED, "the C library has no %s", function);
    if (surroundings.visible) {
        const struct timespec no_time = { 0 };

        dprintf(STDERR_FILENO, ". %s\n", function);
        nanosleep(&no_time, NULL); /* here, too, it can be held */
    }
    return address;
}

int sem_wait(sem_t *semaphore)
{
    int (*function)(sem_t *);

    *(void **)&function = library("sem_wait");
    return function(semaphore);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *moment)
{
    int (*function)(sem_t *, const struct timespec *);

    *(void **)&function = library("sem_timedwait");
    return function(semaphore, moment);
}

int sem_init(sem_t *semaphore, int shared, unsigned value)
{
    int (*function)(sem_t *, int, unsigned);

    *(void **)&function = library("sem_init");
    return function(semaphore, shared, value);
}

/* What it told is old already when it returns. */
int sem_getvalue(sem_t *semaphore, int *value)
{
    int (*function)(sem_t *, int *), result;

    *(void **)&function = dlsym(RTLD_NEXT, "sem_getvalue");
    result = function(semaphore, value);
    (void)library("sem_getvalue");
    return result;
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
        { "5.1", run_gate },
        { "5.2", run_in_time },
    };
    int option;

    opterr = 0;
    while ((option = getopt(argc, argv, "+visemkalfo:")) != -1)
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

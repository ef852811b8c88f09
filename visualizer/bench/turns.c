/* turns.c - runs several commands in turns and prints one median for each.
 *
 *   bench-turns [-p CPU] [-w|-s] ROUNDS COMMAND...
 *
 *   A B C  A B C  A B C  ...   one round, not counted, then ROUNDS of them
 *
 * What else happens on the machine meets all of them alike, so the ratio of two
 * medians stands where the numbers themselves do not. -w, the wall time in
 * seconds, is meant unless -s says: the number that the command itself prints
 * as its last word. COMMAND is for sh -c. -p: everything on this CPU; "-p ." the
 * last that may be used.
 */
#include <err.h>
#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS_MAX 101
#define COMMANDS_MAX 8

static double samples[COMMANDS_MAX][ROUNDS_MAX];

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pin(const char *name)
{
    cpu_set_t set;
    int cpu = atoi(name);
    if (sched_getaffinity(0, sizeof set, &set) == -1)
        err(2, "sched_getaffinity");
    for (int i = 0; *name == '.' && i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &set))
            cpu = i;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) == -1)
        err(2, "CPU %s", name);
}

/* Reads all that the command prints, so that it never waits for us. */
static double last_word(FILE *stream)
{
    char word[256];
    double value = -1;
    while (fscanf(stream, "%255s", word) == 1)
        value = strtod(word, NULL);
    return value;
}

static double run(const char *command, bool said)
{
    double begin = now();
    FILE *stream = popen(command, "re");
    if (!stream)
        err(2, "popen");
    double value = last_word(stream);
    int status = pclose(stream);
    /* 1 is an answer (ipccheck: not all right); more is a failure. */
    if (status == -1 || WIFSIGNALED(status) || WEXITSTATUS(status) > 1)
        errx(2, "wait status %#x of: %s", (unsigned)status, command);
    if (said && value < 0)
        errx(2, "printed no number: %s", command);
    return said ? value : now() - begin;
}

static int compare(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

int main(int argc, char **argv)
{
    bool said = false;
    int option;
    while ((option = getopt(argc, argv, "+p:ws")) != -1)
        if (option == 'p')
            pin(optarg);
        else if (option == '?')
            return 2;
        else
            said = option == 's';
    int count = argc - optind - 1;
    int rounds = optind < argc ? atoi(argv[optind]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX || count < 1 || count > COMMANDS_MAX)
        errx(2, "usage: bench-turns [-p CPU] [-w|-s] ROUNDS COMMAND...");
    for (int round = -1; round < rounds; round++)
        for (int i = 0; i < count; i++) {
            double value = run(argv[optind + 1 + i], said);
            samples[i][round < 0 ? 0 : round] = value;
        }
    for (int i = 0; i < count; i++) {
        qsort(samples[i], (size_t)rounds, sizeof samples[i][0], compare);
        (void)printf("%.9f\n", samples[i][rounds / 2]);
    }
    return 0;
}

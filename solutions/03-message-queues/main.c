/*
 * main.c - runs one exercise of lab 03 by hand. NAME is a name for the queue,
 * such as upper; a WORD may be *5000 (5000 letters) and have \0 in it.
 *
 *   message-queues [OPTIONS] 3.1 NAME ROOM SIZE       make a queue
 *   message-queues [OPTIONS] 3.2 NAME put ROOM SIZE PRIORITY:WORD...
 *   message-queues [OPTIONS] 3.2 NAME take ROOM SIZE PRIORITY:WORD...
 *   message-queues [OPTIONS] 3.3 NAME WORKERS URGENCY:TEXT...
 *   message-queues [OPTIONS] 3.4 NAME MILLISECONDS:WORD...     ask each word
 *   message-queues [OPTIONS] 3.5 NAME ROOM            stdin's lines, by a child
 *   message-queues [OPTIONS] 3.6 send TYPE:WORD...
 *   message-queues [OPTIONS] 3.6 receive WANTED,WANTED... TYPE:WORD...
 *   message-queues [OPTIONS] 3.7 FILE CLIENTS QUESTIONS   (0 clients: main asks)
 *   message-queues [OPTIONS] 3.8 CLIENTS QUESTIONS SIZE
 *
 * The options make the surroundings harder, before the function is called:
 *   -s   a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -n   3.2: the descriptor is non-blocking
 *   -o   3.1: an old queue with other attributes and one message is there
 *   -k   3.1, 3.7: an earlier run of the program was killed in the middle
 *   -l   3.4: the server answers the first question late, before the second
 *   -q   3.4: there is no server       -f   3.4: ... and no room for a question
 *   -m   3.7: the file is missing      -g   3.7: somebody sends garbage first
 *   -e   3.7: the server is told to end before the first question
 *
 * What the function returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 it did its work, 1 it returned -1, 2 bad arguments, 38 it is
 * still to be written. There is no gap here.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenes.h"

struct surroundings surroundings;

void usage(const char *wrong)
{
    fprintf(stderr,
            "message-queues: %s (usage: message-queues [OPTIONS] EXERCISE "
            "ARGUMENT..., see the top of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

int whole_number(const char *text, int least, int most)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno || value < least || value > most)
        errx(BAD_USAGE, "%s: must be a number from %d to %d", text, least,
             most);
    return (int)value;
}

/* ---- words --------------------------------------------------------------- */

static char *many_letters(size_t length)
{
    char *letters = malloc(length + 1);

    if (letters == NULL)
        err(FAILED, "malloc");
    for (size_t i = 0; i < length; i++)
        letters[i] = (char)('a' + i % 26);
    letters[length] = '\0';
    return letters;
}

int number_and_word(char *argument, int least, int most, char **bytes,
                    size_t *length)
{
    char *colon = strchr(argument, ':');
    char *from, *to;

    if (colon == NULL)
        errx(BAD_USAGE, "%s: must be a number, a colon and a word", argument);
    *colon = '\0';
    from = to = *bytes = colon + 1;
    if (*from == '*') {
        *length = (size_t)whole_number(from + 1, 0, WORD_MAX);
        *bytes = many_letters(*length);
        return whole_number(argument, least, most);
    }
    while (*from != '\0') {
        if (from[0] == '\\' && from[1] == '0') {
            *to++ = '\0';
            from += 2;
        } else {
            *to++ = *from++;
        }
    }
    *length = (size_t)(to - *bytes);
    *to = '\0';
    return whole_number(argument, least, most);
}

void print_bytes(const char *before, const void *bytes, size_t length)
{
    static char line[WORD_MAX + 128];
    size_t used = (size_t)snprintf(line, 100, "%s[", before);

    if (length > WORD_MAX)
        length = WORD_MAX;
    memcpy(line + used, bytes, length);
    used += length;
    line[used++] = ']';
    line[used++] = '\n';
    if (write(STDOUT_FILENO, line, used) == -1)
        err(FAILED, "write");
}

/* ---- results ------------------------------------------------------------- */

void report(const char *name, ssize_t result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %zd\n", name, result);
    errno = saved;
}

int verdict(const char *exercise, const char *file, ssize_t result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "message-queues: exercise %s is still to be written: see the "
            "TODO(%s...) comments in %s\n",
            exercise, exercise, file);
    return ENOSYS;
}

pid_t fork_role(void)
{
    pid_t pid = fork();

    if (pid == -1)
        err(FAILED, "fork");
    return pid;
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
    case 's': sigaction(SIGUSR1, &nothing, NULL); break;
    case 'n': surroundings.nonblocking = true; break;
    case 'o': surroundings.old_queue = true; break;
    case 'k': surroundings.killed_run = true; break;
    case 'l': surroundings.late = true; break;
    case 'q': surroundings.silent = true; break;
    case 'f': surroundings.silent = surroundings.full = true; break;
    case 'm': surroundings.missing = true; break;
    case 'g': surroundings.garbage = true; break;
    case 'e': surroundings.stop_first = true; break;
    default: usage("no such option");
    }
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *id;
        int (*run)(int count, char *words[]);
    } exercises[] = {
        { "3.1", run_create }, { "3.2", run_whole },    { "3.3", run_work },
        { "3.4", run_ask },    { "3.5", run_collect },  { "3.6", run_letters },
        { "3.7", run_desk },   { "3.8", run_dispatch },
    };
    int option;

    opterr = 0;
    while ((option = getopt(argc, argv, "+snoklqfmge")) != -1)
        set_surroundings(option);
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 3.1 to 3.8");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        if (strcmp(argv[0], exercises[i].id) == 0)
            return exercises[i].run(argc - 1, argv + 1);
    }
    usage("no such exercise; there are 3.1 to 3.8");
}

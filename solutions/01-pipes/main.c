/*
 * main.c - runs one exercise of lab 01 by hand.
 *
 *   pipes [-spntc] [-b TEXT] 1.1 WORD...          shout the words (-: stdin)
 *   pipes [-spntc] [-b TEXT] 1.2 SIZE             copy stdin in pieces of SIZE
 *   pipes [-spntc] [-b TEXT] 1.3 'LEFT' 'RIGHT'   LEFT | RIGHT
 *   pipes [-spntc] [-b TEXT] 1.4 'CMD'...         CMD | CMD | ...
 *   pipes [-spntc] [-b TEXT] 1.5 'FILTER'         stdin through the filter
 *   pipes [-spntc] [-b TEXT] 1.6 WRITERS RECORDS SIZE
 *   pipes [-spntc] [-b TEXT] 1.7                  a shell, one line at a time
 *
 * The options make the surroundings harder, before the function is called:
 *   -s       a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -p       SIGPIPE is ignored
 *   -n       descriptor 0 is non-blocking
 *   -t       a second thread exists (it only sleeps)
 *   -c       main has a child of its own, which has ended with status 7
 *   -b TEXT  TEXT waits in the buffer of stdout and is not yet written
 *
 * What the function returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 it did its work, 1 it returned -1, 2 bad arguments, 38 it is
 * still to be written; for 1.7 that of the last line. There is no gap here.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipes.h"

enum { FAILED = 1, BAD_USAGE = 2, PIECE_MAX = 1 << 26 };

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn static void usage(const char *wrong)
{
    fprintf(stderr,
            "pipes: %s (usage: pipes [-spntc] [-b TEXT] EXERCISE "
            "ARGUMENT..., see the top of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

static int whole_number(const char *text, int least, int most)
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

/* Splits a command; one that is empty or has an open quote ends the program. */
static char **command(const char *text)
{
    char **words = split_words(text);

    if (words == NULL && errno != EINVAL)
        err(FAILED, "split_words");
    if (words == NULL)
        errx(BAD_USAGE, "%s: a quote is never closed", text);
    if (words[0] == NULL)
        errx(BAD_USAGE, "an empty argument is no command");
    return words;
}

/* ---- reading and writing that no exercise has a part in ----------------- */

static ssize_t read_some(int fd, void *buffer, size_t size)
{
    ssize_t n;

    while ((n = read(fd, buffer, size)) == -1) {
        struct pollfd ready = { .fd = fd, .events = POLLIN };

        if (errno == EAGAIN)
            (void)poll(&ready, 1, -1); /* read again tells of an error */
        else if (errno != EINTR)
            return -1;
    }
    return n;
}

static char *read_all(int fd, size_t *length)
{
    size_t capacity = 1 << 16;
    char *text = malloc(capacity);
    ssize_t n = 1;

    *length = 0;
    while (text != NULL && n > 0) {
        char *larger = text;

        n = read_some(fd, text + *length, capacity - *length);
        if (n == -1)
            err(FAILED, "read");
        *length += (size_t)n;
        if (*length == capacity)
            larger = realloc(text, capacity *= 2);
        if (larger == NULL)
            free(text);
        text = larger;
    }
    if (text == NULL)
        err(FAILED, "malloc");
    return text;
}

static void write_all(int fd, const char *text, size_t length)
{
    while (length > 0) {
        struct pollfd ready = { .fd = fd, .events = POLLOUT };
        ssize_t n = write(fd, text, length);

        if (n >= 0) {
            text += n;
            length -= (size_t)n;
        } else if (errno == EAGAIN) {
            (void)poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            err(FAILED, "write");
        }
    }
}

/*
 * Reads one line without its newline, byte by byte: what stands behind it must
 * stay unread, since a program that the shell starts may read it from the same
 * descriptor 0. Returns false at end-of-file.
 */
static bool read_line(char **line, size_t *capacity)
{
    size_t length = 0;
    ssize_t n;
    char c;

    do {
        if (length + 1 >= *capacity) {
            *capacity = 2 * *capacity + 128;
            *line = realloc(*line, *capacity);
            if (*line == NULL)
                err(FAILED, "malloc");
        }
        n = read_some(STDIN_FILENO, &c, 1);
        if (n == -1)
            err(FAILED, "read");
        if (n == 1 && c != '\n')
            (*line)[length++] = c;
    } while (n == 1 && c != '\n');
    (*line)[length] = '\0';
    return n == 1 || length > 0;
}

/* ---- results ------------------------------------------------------------ */

/* Prints "= NAME R", or "= NAME -1 ERRNO". Keeps errno. */
static void report(const char *name, ssize_t result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %zd\n", name, result);
    errno = saved;
}

/* The exit status for a function that returned `result` (errno is its own). */
static int verdict(const char *exercise, const char *file, ssize_t result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "pipes: exercise %s is still to be written: see the "
            "TODO(%s...) comments in %s\n",
            exercise, exercise, file);
    return ENOSYS;
}

/* ---- one function per exercise: arguments behind the exercise's id ------ */

static int run_shout(int count, char *words[])
{
    char *text = NULL;
    size_t length = 0;
    int result;

    if (count == 0)
        usage("1.1 needs the words to shout, or - for stdin");
    if (count == 1 && strcmp(words[0], "-") == 0) {
        text = read_all(STDIN_FILENO, &length);
    } else {
        FILE *join = open_memstream(&text, &length);

        if (join == NULL)
            err(FAILED, "open_memstream");
        for (int i = 0; i < count; i++)
            fprintf(join, i == 0 ? "%s" : " %s", words[i]);
        if (fclose(join) == EOF)
            err(FAILED, "open_memstream");
    }
    result = shout(text, length);
    report("returned", result);
    free(text);
    return verdict("1.1", "pipes.c", result);
}

static int run_copy(int count, char *words[])
{
    char name[64];
    size_t size;
    ssize_t n;
    char *buffer;

    if (count != 1)
        usage("1.2 needs one number: SIZE");
    size = (size_t)whole_number(words[0], 1, PIECE_MAX);
    buffer = malloc(size);
    if (buffer == NULL)
        err(FAILED, "malloc");
    do {
        ssize_t got = read_full(STDIN_FILENO, buffer, size);

        snprintf(name, sizeof name, "read_full %zu ->", size);
        report(name, got);
        n = got;
        if (got > 0) {
            n = write_full(STDOUT_FILENO, buffer, (size_t)got);
            snprintf(name, sizeof name, "write_full %zd ->", got);
            report(name, n);
        }
    } while (n == (ssize_t)size);
    free(buffer);
    return verdict("1.2", "pipes.c", n);
}

/* 1.3 and 1.4 tell the same things. */
static int report_stages(const char *exercise, int result, const int statuses[],
                         int count)
{
    report("returned", result);
    for (int i = 0; result != -1 && i < count; i++)
        dprintf(STDERR_FILENO, "= status %d %d\n", i, statuses[i]);
    return verdict(exercise, "pipes.c", result);
}

static int run_two(int count, char *words[])
{
    int statuses[2] = { -1, -1 };
    char **left, **right;
    int result;

    if (count != 2)
        usage("1.3 needs two commands: 'LEFT' 'RIGHT'");
    left = command(words[0]);
    right = command(words[1]);
    result = report_stages("1.3", pipe_two(left, right, statuses), statuses, 2);
    free(left);
    free(right);
    return result;
}

static int run_pipeline(int count, char *words[])
{
    char ***stages = calloc((size_t)count + 1, sizeof *stages);
    int *statuses = calloc((size_t)count + 1, sizeof *statuses);
    int result;

    if (stages == NULL || statuses == NULL)
        err(FAILED, "malloc");
    for (int i = 0; i < count; i++) {
        stages[i] = command(words[i]);
        statuses[i] = -1;
    }
    result = pipeline((char *const *const *)stages, count, statuses);
    result = report_stages("1.4", result, statuses, count);
    for (int i = 0; i < count; i++)
        free(stages[i]);
    free(stages);
    free(statuses);
    return result;
}

static int run_coprocess(int count, char *words[])
{
    void *output = NULL;
    size_t length, output_length = 0;
    char **filter, *input;
    int result;

    if (count != 1)
        usage("1.5 needs one command: 'FILTER'");
    filter = command(words[0]);
    input = read_all(STDIN_FILENO, &length);
    result = coprocess(filter, input, length, &output, &output_length);
    report("returned", result);
    if (result != -1) {
        dprintf(STDERR_FILENO, "= output %zu bytes\n", output_length);
        write_all(STDOUT_FILENO, output, output_length);
        free(output);
    }
    free(input);
    free(filter);
    return verdict("1.5", "pipes.c", result);
}

/*
 * Record 17 of writer 3 is "03:000017 03:000017 03:0000...", cut to its size,
 * and its last byte is a newline (unless it is the only byte): so every piece
 * of it says whose it is.
 */
static void make_record(int writer, int number, char *record, size_t size)
{
    char pattern[32];
    size_t length =
        (size_t)snprintf(pattern, sizeof pattern, "%02d:%06d ", writer, number);

    for (size_t i = 0; i < size; i++)
        record[i] = pattern[i % length];
    if (size > 1)
        record[size - 1] = '\n';
}

static int run_gather(int count, char *words[])
{
    int writers, records, size, result;

    if (count != 3)
        usage("1.6 needs three numbers: WRITERS RECORDS SIZE");
    writers = whole_number(words[0], 1, GATHER_MAX);
    records = whole_number(words[1], 0, 999999);
    size = whole_number(words[2], 1, RECORD_MAX);
    result = gather(writers, records, (size_t)size, make_record, STDOUT_FILENO);
    report("returned", result);
    return verdict("1.6", "pipes.c", result);
}

/* A shell keeps 0, 1 and 2 in use, so that no pipe gets one of them. */
static void occupy_standard_descriptors(void)
{
    int fd;

    do {
        fd = open("/dev/null", O_RDWR);
        if (fd == -1)
            err(FAILED, "/dev/null");
    } while (fd <= STDERR_FILENO);
    close(fd);
}

static int run_shell(int count, char *words[])
{
    bool prompt = isatty(STDIN_FILENO);
    char *line = NULL;
    size_t capacity = 0;
    int status = 0;

    (void)words;
    if (count != 0)
        usage("1.7 takes no argument: lines come from stdin");
    occupy_standard_descriptors();
    for (int n = 1; status < SHELL_EXIT; n++) {
        char name[64];

        if (prompt)
            dprintf(STDERR_FILENO, "pipes$ ");
        if (!read_line(&line, &capacity))
            break;
        status = run_line(line);
        snprintf(name, sizeof name, "line %d status", n);
        if (!prompt || status == -1)
            report(name, status >= SHELL_EXIT ? status - SHELL_EXIT : status);
        if (status == -1 && errno == ENOSYS)
            break;
    }
    free(line);
    if (status == -1)
        return verdict("1.7", "shell.c", status);
    return status >= SHELL_EXIT ? status - SHELL_EXIT : status;
}

/* ---- the surroundings ---------------------------------------------------- */

static void do_nothing(int signal_number)
{
    (void)signal_number;
}

static void *sleep_for_ever(void *unused)
{
    (void)unused;
    for (;;)
        pause();
    return NULL;
}

/* The thread blocks all signals: they are for the one that calls. */
static void start_thread(void)
{
    sigset_t all, old;
    pthread_t thread;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    errno = pthread_create(&thread, NULL, sleep_for_ever, NULL);
    if (errno != 0)
        err(FAILED, "pthread_create");
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static pid_t own_child = -1;

/* It stays a zombie until main itself reaps it at the end. */
static void start_own_child(void)
{
    siginfo_t info;

    own_child = fork();
    if (own_child == -1)
        err(FAILED, "fork");
    if (own_child == 0)
        _exit(7);
    if (waitid(P_PID, (id_t)own_child, &info, WEXITED | WNOWAIT) == -1)
        err(FAILED, "waitid");
}

static void reap_own_child(void)
{
    int status;
    pid_t pid = waitpid(own_child, &status, 0);

    report("own child", pid == -1 ? -1 : WEXITSTATUS(status));
}

static void set_surroundings(int option)
{
    const struct sigaction nothing = { .sa_handler = do_nothing };
    int flags;

    switch (option) {
    case 's': sigaction(SIGUSR1, &nothing, NULL); break;
    case 'p': signal(SIGPIPE, SIG_IGN); break;
    case 'n':
        flags = fcntl(STDIN_FILENO, F_GETFL);
        if (flags == -1 ||
            fcntl(STDIN_FILENO, F_SETFL, flags | O_NONBLOCK) == -1)
            err(FAILED, "descriptor 0");
        break;
    case 't': start_thread(); break;
    case 'c': start_own_child(); break;
    case 'b':
        setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
        fputs(optarg, stdout);
        break;
    default: usage("no such option, or its TEXT is missing");
    }
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *id;
        int (*run)(int count, char *words[]);
    } exercises[] = {
        { "1.1", run_shout },     { "1.2", run_copy },
        { "1.3", run_two },       { "1.4", run_pipeline },
        { "1.5", run_coprocess }, { "1.6", run_gather },
        { "1.7", run_shell },
    };
    int option;

    opterr = 0;
    while ((option = getopt(argc, argv, "+spntcb:")) != -1)
        set_surroundings(option);
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 1.1 to 1.7");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        if (strcmp(argv[0], exercises[i].id) == 0) {
            int status = exercises[i].run(argc - 1, argv + 1);

            if (own_child != -1)
                reap_own_child();
            return status;
        }
    }
    usage("no such exercise; there are 1.1 to 1.7");
}

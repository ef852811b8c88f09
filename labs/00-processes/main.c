/*
 * main.c - runs one exercise of lab 00 by hand.
 *
 *   processes [-st] [-b TEXT] [-f NAME] [-k N] EXERCISE ARGUMENT...
 *
 *   0.1 PROGRAM WORD...         run it with these words
 *   0.2 'CMD'...                all of them at the same time
 *   0.3 ['cd DIR'] ['<F'|'>F'|'>>F'|'2>F'|'2>&1']... 'CMD'
 *   0.4 DEPTH WIDTH             a tree of processes
 *   0.5 detach 'CMD'            a program that goes on by itself
 *   0.5 adopt 'CMD'             a program and whatever it leaves running
 *   0.6 'CMD'                   the same with a log
 *   0.7 WORD...                 upper case, a process for each word
 *
 * The options make the surroundings harder, before the function is called:
 *   -s       a SIGUSR1 handler that does nothing, without SA_RESTART
 *   -t       a second thread uses the log of 0.6 as well
 *   -b TEXT  TEXT waits in the buffer of stdout and is not yet written
 *   -f NAME  a FIFO of this name is there as long as the function runs; 0.5
 *            detach writes to it when the function has returned
 *   -k N     worker N of 0.7 is ended by SIGKILL
 *
 * What the function returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 it did its work, 1 it returned -1, 2 bad arguments, 38 it is
 * still to be written. There is no gap here.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "processes.h"

enum { FAILED = 1, BAD_USAGE = 2, WORDS_MAX = 64 };

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn static void usage(const char *wrong)
{
    fprintf(stderr,
            "processes: %s (usage: processes [-st] [-b TEXT] [-f NAME] [-k N] "
            "EXERCISE ARGUMENT..., see the top of main.c)\n",
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

/* Splits a command at blanks; '...' keeps blanks. In place, in a copy. */
static char **command(const char *text)
{
    char **words = calloc(WORDS_MAX + 1, sizeof *words);
    char *copy = strdup(text), *to = copy;
    int count = 0;

    if (words == NULL || copy == NULL)
        err(FAILED, "malloc");
    while (*text != '\0' && count < WORDS_MAX) {
        bool quoted = false;

        text += strspn(text, " ");
        if (*text == '\0')
            break;
        words[count++] = to;
        for (; *text != '\0' && (quoted || *text != ' '); text++) {
            if (*text == '\'')
                quoted = !quoted;
            else
                *to++ = *text;
        }
        text += *text == ' ';
        *to++ = '\0';
        if (quoted)
            errx(BAD_USAGE, "a quote is never closed");
    }
    if (count == 0)
        errx(BAD_USAGE, "an empty argument is no command");
    return words; /* they live as long as this program */
}

/* ---- results ------------------------------------------------------------ */

/* Prints "= NAME R", or "= NAME -1 ERRNO". Keeps errno. */
static void report(const char *name, int result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %d\n", name, result);
    errno = saved;
}

/* The exit status for a function that returned `result` (errno is its own). */
static int verdict(const char *exercise, int result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "processes: exercise %s is still to be written: see the "
            "TODO(%s...) comments in processes.c\n",
            exercise, exercise);
    return ENOSYS;
}

/* ---- the log of 0.6 ------------------------------------------------------ */

/*
 * With -t a second thread writes to the log, too: as soon as a line has been
 * logged it takes the lock, and it keeps it until the program has forked or
 * logs the next line. So the lock is always taken at the moment of a fork.
 */
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t logged, taken, enough;
static bool second_thread, keeps_lock;

static void *other_writer(void *unused)
{
    for (;;) {
        sem_wait(&logged);
        pthread_mutex_lock(&log_lock);
        sem_post(&taken);
        sem_wait(&enough);
        pthread_mutex_unlock(&log_lock);
    }
    return unused;
}

/* In the parent, after each fork and before each line. */
static void let_go(void)
{
    if (keeps_lock)
        sem_post(&enough);
    keeps_lock = false;
}

static void write_log(const char *line)
{
    let_go();
    pthread_mutex_lock(&log_lock);
    dprintf(STDERR_FILENO, "log: %s\n", line);
    pthread_mutex_unlock(&log_lock);
    if (!second_thread)
        return;
    sem_post(&logged);
    while (sem_wait(&taken) == -1)
        ;
    keeps_lock = true;
}

/* The thread blocks all signals: they are for the one that calls. */
static void start_thread(void)
{
    sigset_t all, old;
    pthread_t thread;

    sem_init(&logged, 0, 0);
    sem_init(&taken, 0, 0);
    sem_init(&enough, 0, 0);
    pthread_atfork(NULL, let_go, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    errno = pthread_create(&thread, NULL, other_writer, NULL);
    if (errno != 0)
        err(FAILED, "pthread_create");
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    second_thread = true;
}

/* ---- one function per exercise: arguments behind the exercise's id ------ */

static int run_one(int count, char *words[])
{
    const char **exact;
    int result;

    if (count < 1)
        usage("0.1 needs a program");
    exact = malloc((size_t)count * sizeof *exact); /* no room for a NULL */
    if (exact == NULL)
        err(FAILED, "malloc");
    for (int i = 1; i < count; i++)
        exact[i - 1] = words[i];
    result = run_words(words[0], exact, count - 1);
    report("returned", result);
    free(exact);
    return verdict("0.1", result);
}

static int run_many(int count, char *words[])
{
    char **commands[WORDS_MAX] = { NULL };
    int statuses[WORDS_MAX], result;

    if (count < 1 || count > WORDS_MAX)
        usage("0.2 needs 1 to 64 commands");
    for (int i = 0; i < count; i++) {
        commands[i] = command(words[i]);
        statuses[i] = -1;
    }
    result = run_all((char *const *const *)commands, count, statuses);
    report("returned", result);
    for (int i = 0; result != -1 && i < count; i++)
        dprintf(STDERR_FILENO, "= status %d %d\n", i, statuses[i]);
    return verdict("0.2", result);
}

/* "2>&1", "<in", "2>>log"; false if it is none. */
static bool parse_redirection(const char *text, struct redirection *to)
{
    bool numbered = text[0] >= '0' && text[0] <= '9';
    const char *sign = text + numbered;

    *to = (struct redirection){ .fd = *sign != '<', .from = -1 };
    if (numbered)
        to->fd = text[0] - '0';
    if (sign[0] == '>' && sign[1] == '&' && sign[2] >= '0' && sign[2] <= '9') {
        to->from = sign[2] - '0';
    } else if (sign[0] == '<') {
        to->path = sign + 1;
        to->flags = O_RDONLY;
    } else if (sign[0] == '>' && sign[1] == '>') {
        to->path = sign + 2;
        to->flags = O_WRONLY | O_CREAT | O_APPEND;
    } else if (sign[0] == '>') {
        to->path = sign + 1;
        to->flags = O_WRONLY | O_CREAT | O_TRUNC;
    } else {
        return false;
    }
    return true;
}

static int run_with_files(int count, char *words[])
{
    struct redirection list[WORDS_MAX];
    int used = 0, at = 0, result;

    if (count < 1 || count > WORDS_MAX)
        usage("0.3 needs a command, and redirections before it");
    if (strncmp(words[0], "cd ", 3) == 0) {
        result = go_to(words[at++] + 3);
        report("cd", result);
        if (result == -1)
            return verdict("0.3", result);
    }
    for (; at < count && parse_redirection(words[at], &list[used]); at++)
        used++;
    if (at != count - 1)
        usage("0.3: one command must stand behind the redirections");
    result = run_redirected(list, used, command(words[at]));
    report("returned", result);
    return verdict("0.3", result);
}

static int run_tree(int count, char *words[])
{
    int depth, width, leaves = 1, result;

    if (count != 2)
        usage("0.4 needs two numbers: DEPTH WIDTH");
    depth = whole_number(words[0], 0, 7);
    width = whole_number(words[1], 1, TREE_MAX);
    for (int i = 0; i < depth; i++)
        leaves *= width;
    if (leaves > TREE_MAX)
        usage("0.4: the tree may have at most 250 leaves");
    result = count_leaves(depth, width);
    report("leaves", result);
    return verdict("0.4", result);
}

static const char *fifo;

/* Sleeps until somebody opens it to read. */
static void write_to_fifo(const char *text)
{
    int fd = open(fifo, O_WRONLY);

    if (fd == -1 || write(fd, text, strlen(text)) == -1)
        err(FAILED, "%s", fifo);
    close(fd);
}

static int run_orphans(int count, char *words[])
{
    int status = -1, result;

    if (count != 2)
        usage("0.5 needs detach or adopt, and a command");
    if (strcmp(words[0], "detach") == 0) {
        dprintf(STDERR_FILENO, "= session %d\n", (int)getsid(0));
        result = start_detached(command(words[1]));
        report("returned", result);
        if (fifo != NULL && result == 0)
            write_to_fifo("the function has returned\n");
    } else if (strcmp(words[0], "adopt") == 0) {
        result = run_and_adopt(command(words[1]), &status);
        report("others", result);
        if (result != -1)
            report("status", status);
    } else {
        usage("0.5 needs detach or adopt, and a command");
    }
    return verdict("0.5", result);
}

static int run_with_log(int count, char *words[])
{
    int result;

    if (count != 1)
        usage("0.6 needs one command");
    result = run_logged(command(words[0]), write_log);
    report("returned", result);
    return verdict("0.6", result);
}

static int victim = -1;

static void working(int worker)
{
    if (worker == victim)
        raise(SIGKILL);
}

static int run_shout(int count, char *words[])
{
    char *answers[WORKERS_MAX] = { NULL };
    int result;

    if (count < 1 || count > WORKERS_MAX)
        usage("0.7 needs 1 to 64 words");
    result =
        shout_all((const char *const *)words, count, answers, ".", working);
    report("answers", result);
    for (int i = 0; result != -1 && i < count; i++) {
        if (answers[i] == NULL)
            dprintf(STDERR_FILENO, "= answer %d none\n", i);
        else
            puts(answers[i]);
        free(answers[i]);
    }
    return verdict("0.7", result);
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
    case 't': start_thread(); break;
    case 'f':
        fifo = optarg;
        if (mkfifo(fifo, 0600) == -1)
            err(FAILED, "%s", fifo);
        break;
    case 'k': victim = whole_number(optarg, 0, WORKERS_MAX); break;
    case 'b':
        setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
        fputs(optarg, stdout);
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
        { "0.1", run_one },   { "0.2", run_many },    { "0.3", run_with_files },
        { "0.4", run_tree },  { "0.5", run_orphans }, { "0.6", run_with_log },
        { "0.7", run_shout },
    };
    int option;

    mallopt(M_PERTURB, 0x55); /* new memory is full of rubbish, not of zeros */
    opterr = 0;
    while ((option = getopt(argc, argv, "+stb:f:k:")) != -1)
        set_surroundings(option);
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 0.1 to 0.7");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        if (strcmp(argv[0], exercises[i].id) == 0) {
            int status = exercises[i].run(argc - 1, argv + 1);

            if (fifo != NULL)
                unlink(fifo);
            return status;
        }
    }
    usage("no such exercise; there are 0.1 to 0.7");
}

/*
 * shell.c - exercise 1.7: a small shell, from the parts of pipes.c.
 *
 *   line ---> tokens ---> jobs of commands ---> children ---> one status
 *       read          group              start           reap
 *
 *   sort < in | uniq > out & cd /        two jobs: a pipeline of two commands
 *   `------- job 0 -------' `job 1'      in the background, and a built-in
 *
 * The upper half (reading and grouping) is finished; the gaps are in the lower
 * half. Notice who does what: a child opens its own files and then becomes the
 * program; the shell itself only makes pipes, forks and waits. cd and exit are
 * built into the shell because a child cannot change its parent.
 *
 * Pages: bash(1) SHELL GRAMMAR, pipe(2), open(2), dup(2), exec(3), wait(2).
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipes.h"

#define BLANKS " \t\n"
#define OPERATORS "|&;<>"

struct redirection {
    int target; /* 0 for <, 1 for > and >> */
    int flags;  /* for open */
    const char *file;
};

struct command {
    char **words; /* ends with a null pointer; may be empty */
    int word_count;
    struct redirection *redirections;
    int redirection_count;
    pid_t pid; /* set when started */
};

struct job {
    struct command *commands; /* a pipeline */
    int count;
    bool background;
};

/* One line in parts. Each array has room for more than any line can need. */
struct parsed {
    char *text; /* the words, each ended by a zero byte */
    char **words;
    struct redirection *redirections;
    struct command *commands;
    struct job *jobs;
    int job_count;
};

/* $?: read and written by run_line and what it calls, from one thread. */
static int last_status;

/*
 * Prints "shell: subject: reason" with a single write, so that it stays whole
 * when children complain too; and without stdio, so that a child may call it.
 */
static void complain(const char *subject, const char *reason)
{
    const char *parts[] = { "shell: ", subject, ": ", reason, "\n" };
    struct iovec pieces[5];

    for (int i = 0; i < 5; i++) {
        pieces[i].iov_base = (char *)parts[i];
        pieces[i].iov_len = strlen(parts[i]);
    }
    (void)!writev(STDERR_FILENO, pieces, 5); /* whom to tell if it fails? */
}

/* ---- reading a line ------------------------------------------------------ */

/* Does the backslash at `at` take away what the next character means? */
static bool escapes(const char *at, char quote)
{
    if (*at != '\\' || at[1] == '\0')
        return false;
    return quote == '\0' || (quote == '"' && strchr("\\\"$`", at[1]));
}

/*
 * Copies the word at `from` without its quotes to *to, with a zero byte behind
 * it, and moves *to behind that. An unquoted character of `stops` ends a word.
 * Returns where the word ended, or a null pointer if a quote is never closed.
 */
static const char *read_word(const char *from, char **to, const char *stops)
{
    char quote = '\0';
    char *end = *to;

    for (; *from != '\0' && (quote || !strchr(stops, *from)); from++) {
        if (escapes(from, quote))
            *end++ = *++from;
        else if (*from == quote)
            quote = '\0';
        else if (!quote && (*from == '\'' || *from == '"'))
            quote = *from;
        else
            *end++ = *from;
    }
    if (quote)
        return NULL;
    *end++ = '\0';
    *to = end;
    return from;
}

char **split_words(const char *text)
{
    size_t most = strlen(text) / 2 + 2; /* words, and the null pointer */
    char **words = malloc(most * sizeof *words + strlen(text) + 1);
    char *to;
    int count = 0;

    if (words == NULL)
        return NULL;
    to = (char *)(words + most);
    while (*(text += strspn(text, BLANKS)) != '\0') {
        words[count++] = to;
        text = read_word(text, &to, BLANKS);
        if (text == NULL) {
            free(words);
            errno = EINVAL;
            return NULL;
        }
    }
    words[count] = NULL;
    return words;
}

static void free_parsed(struct parsed *p)
{
    free(p->text);
    free(p->words);
    free(p->redirections);
    free(p->commands);
    free(p->jobs);
}

static int allocate_parsed(struct parsed *p, size_t length)
{
    size_t most = length + 2;

    *p = (struct parsed){
        .text = calloc(2, most),
        .words = calloc(most, 2 * sizeof *p->words),
        .redirections = calloc(most, sizeof *p->redirections),
        .commands = calloc(most, sizeof *p->commands),
        .jobs = calloc(most, sizeof *p->jobs),
    };
    if (p->text && p->words && p->redirections && p->commands && p->jobs)
        return 0;
    free_parsed(p);
    errno = ENOMEM;
    return -1;
}

/* Reads `< file`, `> file` or `>> file`. Returns as read_word does. */
static const char *read_redirection(const char *from, char **to,
                                    struct redirection *redirection)
{
    bool append = from[0] == '>' && from[1] == '>';

    redirection->target = *from == '<' ? STDIN_FILENO : STDOUT_FILENO;
    redirection->flags = O_CLOEXEC;
    if (*from == '>')
        redirection->flags |=
            O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC);
    redirection->file = *to;
    from += append ? 2 : 1;
    from += strspn(from, BLANKS);
    if (*from == '\0' || strchr(OPERATORS, *from))
        return NULL;
    return read_word(from, to, BLANKS OPERATORS);
}

/*
 * Fills the arrays of *p, in the order of the line, in one pass.
 * Returns 0, or -1 for a syntax error.
 */
static int parse(struct parsed *p, const char *line)
{
    char *to = p->text;
    char **word = p->words;
    struct redirection *redirection = p->redirections;
    struct command *command = p->commands;
    struct job *job = p->jobs;

    *command = (struct command){ word, 0, redirection, 0, -1 };
    *job = (struct job){ command, 1, false };
    while (*(line += strspn(line, BLANKS)) != '\0') {
        char c = *line;

        if (c == '<' || c == '>') {
            line = read_redirection(line, &to, redirection++);
            command->redirection_count++;
        } else if (!strchr(OPERATORS, c)) {
            *word++ = to;
            line = read_word(line, &to, BLANKS OPERATORS);
            command->word_count++;
        } else {
            if (command->word_count + command->redirection_count == 0)
                return -1;
            line++;
            word++; /* the null pointer behind the words */
            *++command = (struct command){ word, 0, redirection, 0, -1 };
            if (c == '|') {
                job->count++;
            } else {
                job->background = c == '&';
                *++job = (struct job){ command, 1, false };
            }
        }
        if (line == NULL)
            return -1;
    }
    p->job_count = (int)(job - p->jobs) + 1;
    if (command->word_count + command->redirection_count > 0)
        return 0;
    p->job_count--; /* nothing behind the last & or ;, or an empty line */
    return job->count == 1 ? 0 : -1;
}

/* ---- redirections -------------------------------------------------------- */

/* Opens one file, close-on-exec. Complains and returns -1 on an error. */
static int open_file(const struct redirection *redirection)
{
    int fd;

    do { /* opening a FIFO sleeps, and a signal handler may wake it */
        fd = open(redirection->file, redirection->flags, 0666);
    } while (fd == -1 && errno == EINTR);
    if (fd == -1)
        complain(redirection->file, strerrordesc_np(errno));
    return fd;
}

/* For a child before exec: all redirections of its command, left to right. */
static int redirect(const struct command *command)
{
    /*
     * TODO(1.7a): For each redirection, in order: 1. open_file it; if that
     * fails, return -1: the command must not run. 2. Install it as its target
     * (install_fd; the last one for a target wins). 3. Close the number it was
     * opened as, unless that is the target. Return 0 at the end.
     */
    (void)command;
    (void)open_file;
    errno = ENOSYS;
    return -1;
}

/* ---- built-ins ----------------------------------------------------------- */

static bool is_builtin(const struct command *command)
{
    return command->word_count > 0 && (strcmp(command->words[0], "cd") == 0 ||
                                       strcmp(command->words[0], "exit") == 0);
}

/* cd [DIR]: to DIR, or to $HOME. Returns its status, 0 or 1. */
static int builtin_cd(char *const words[], int word_count)
{
    /*
     * TODO(1.7d): 1. More than one argument: complain, 1. 2. The directory is
     * the argument, or else what getenv says for HOME; if there is no HOME:
     * complain, 1. 3. chdir there; if that fails, complain with the directory
     * and the reason (strerrordesc_np), 1. Else 0.
     */
    (void)words;
    (void)word_count;
    errno = ENOSYS;
    return -1;
}

/* exit [N]: returns SHELL_EXIT + N, or 1 if it does not exit. */
static int builtin_exit(char *const words[], int word_count)
{
    char *end;
    long status;

    if (word_count == 1)
        return SHELL_EXIT + last_status;
    errno = 0;
    status = strtol(words[1], &end, 10);
    if (end == words[1] || *end != '\0' || errno != 0) {
        complain(words[1], "exit needs a number");
        return SHELL_EXIT + 2;
    }
    if (word_count > 2) {
        complain("exit", "too many arguments");
        return 1;
    }
    return SHELL_EXIT + (int)(status & 0xff);
}

static int run_builtin(const struct command *command)
{
    if (strcmp(command->words[0], "cd") == 0)
        return builtin_cd(command->words, command->word_count);
    return builtin_exit(command->words, command->word_count);
}

/* In the shell itself. It prints no output, so files are opened and no more. */
static int run_builtin_here(const struct command *command)
{
    for (int i = 0; i < command->redirection_count; i++) {
        int fd = open_file(&command->redirections[i]);

        if (fd == -1)
            return 1;
        close(fd);
    }
    return run_builtin(command);
}

/* ---- starting, reaping --------------------------------------------------- */

/*
 * The child's whole life: between the pipes `in` and `out` (-1: none) it runs
 * one command. Never returns.
 */
_Noreturn static void run_stage(const struct command *command, int in, int out,
                                bool background)
{
    int status;

    if (background && in == -1)
        in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        _exit(126);
    if (redirect(command) == -1) /* after the pipes: a file beats a pipe */
        _exit(1);
    if (command->word_count == 0)
        _exit(0);
    if (is_builtin(command))
        _exit(run_builtin(command) & 0xff);
    execvp(command->words[0], command->words);
    status = errno == ENOENT ? 127 : 126;
    complain(command->words[0], strerrordesc_np(errno));
    _exit(status);
}

/* Ends and reaps what start_job has started of a job that it cannot finish. */
static void stop_job(struct job *job)
{
    for (int i = 0; i < job->count; i++) {
        if (job->commands[i].pid != -1)
            stop_children(&job->commands[i].pid, 1);
    }
}

/* Starts every command of a job, each with its pipes, and sets their pids. */
static int start_job(struct job *job)
{
    /*
     * TODO(1.7b): As in 1.4, for each command: 1. Create the pipe to the next
     * one (the last has none: -1). 2. Fork: the child calls run_stage; the
     * parent stores the pid. 3. Close the two ends the child has got; keep the
     * read end for the next. 4. If pipe2 or fork fails: close what is open,
     * stop_job, return -1. Return 0 at the end.
     */
    (void)job;
    (void)run_stage;
    (void)stop_job;
    errno = ENOSYS;
    return -1;
}

/* Reaps a foreground job; returns the status of its last command. */
static int finish_job(const struct job *job)
{
    int status = -1;

    /*
     * TODO(1.7c): 1. Reap every command of the job (reap_child), not only the
     * last, else zombies are left. 2. Leave in status what the last gave.
     */
    (void)job;
    errno = ENOSYS;
    return status;
}

/* Reaps the background children that have ended; waits for none. */
static void reap_background(void)
{
    /*
     * TODO(1.7e): Call waitpid for any child, with WNOHANG, until it finds
     * none that has ended. Nobody wants their statuses.
     */
    errno = ENOSYS;
}

/* ---- the line ------------------------------------------------------------ */

static int run_job(struct job *job)
{
    if (job->count == 1 && !job->background && is_builtin(job->commands))
        return run_builtin_here(job->commands);
    if (start_job(job) == -1)
        return -1;
    return job->background ? 0 : finish_job(job);
}

int run_line(const char *line)
{
    const struct sigaction standard = { .sa_handler = SIG_DFL };
    struct sigaction old;
    struct parsed p;
    int status = last_status;

    if (allocate_parsed(&p, strlen(line)) == -1)
        return -1;
    sigaction(SIGCHLD, &standard, &old); /* see keep_statuses in pipes.c */
    reap_background();
    if (parse(&p, line) == -1) {
        complain(line, "syntax error");
        p.job_count = 0;
        status = 2;
    }
    last_status = status;
    for (int i = 0; i < p.job_count; i++) {
        status = run_job(&p.jobs[i]);
        if (status >= 0)
            last_status = status % SHELL_EXIT;
        if (status == -1 || status >= SHELL_EXIT)
            break;
    }
    sigaction(SIGCHLD, &old, NULL);
    free_parsed(&p);
    return status;
}

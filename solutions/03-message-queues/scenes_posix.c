/*
 * scenes_posix.c - who plays the other side in 3.1 to 3.5. Finished code.
 *
 *   3.2  put     main: queue_put  ---> queue ---> child: mq_receive, prints
 *   3.2  take    child: mq_send   ---> queue ---> main: queue_take, prints
 *   3.4  ask     main: ask        <==> child: the upper-case service
 *   3.5  collect child: a line of stdin, a message ---> main: collect
 *
 * The other side uses the plain calls, not your functions, and takes nothing
 * for granted. Only main itself tells results on stderr.
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queues.h"
#include "scenes.h"

/* The queue's name as it must be, whatever queue_name makes. */
static const char *plain_name(const char *service)
{
    static char name[NAME_MAX];

    snprintf(name, sizeof name, "/%.200s", service);
    return name;
}

static mqd_t make_queue(const char *service, int flags, long room, long size)
{
    struct mq_attr wanted = { .mq_maxmsg = room, .mq_msgsize = size };
    const char *name = plain_name(service);
    mqd_t queue;

    if (mq_unlink(name) == -1 && errno != ENOENT)
        err(FAILED, "mq_unlink %s", name);
    queue = mq_open(name, flags | O_CREAT | O_EXCL, 0600, &wanted);
    if (queue == -1)
        err(FAILED, "mq_open %s", name);
    return queue;
}

/* ---- 3.1 ----------------------------------------------------------------- */

static void leave_old_queue(const char *service)
{
    mqd_t old = make_queue(service, O_WRONLY, 2, 64);

    if (mq_send(old, "old", 3, 0) == -1)
        err(FAILED, "mq_send");
    mq_close(old);
}

/* An earlier run makes its queue, sends, and is killed. */
static void play_killed_run(const char *service, long room, long size)
{
    pid_t pid = fork_role();

    if (pid == 0) {
        mqd_t queue = queue_create(service, room, size);

        if (queue != -1)
            (void)mq_send(queue, "ghost", 5, 3);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
}

/* Tells what the queue is, and whether others find it under its name. */
static void report_queue(mqd_t queue, const char *service)
{
    struct mq_attr is;
    mqd_t other;

    if (mq_getattr(queue, &is) == -1)
        err(FAILED, "mq_getattr");
    report("room", is.mq_maxmsg);
    report("size", is.mq_msgsize);
    report("messages", is.mq_curmsgs);
    other = mq_open(plain_name(service), O_WRONLY);
    if (other == -1 || mq_send(other, "found", 5, 0) == -1) {
        report("found", -1);
    } else {
        (void)mq_getattr(queue, &is);
        report("found", is.mq_curmsgs > 0);
    }
    if (other != -1)
        mq_close(other);
}

int run_create(int count, char *words[])
{
    int room, size;
    mqd_t queue;

    if (count != 3)
        usage("3.1 needs three words: NAME ROOM SIZE");
    room = whole_number(words[1], 0, 1 << 30);
    size = whole_number(words[2], 0, 1 << 30);
    if (surroundings.old_queue)
        leave_old_queue(words[0]);
    if (surroundings.killed_run)
        play_killed_run(words[0], room, size);
    queue = queue_create(words[0], room, size);
    report("returned", queue == -1 ? -1 : 0);
    if (queue == -1) {
        int saved = errno;

        mq_unlink(plain_name(words[0]));
        errno = saved;
        return verdict("3.1", "posix.c", -1);
    }
    report_queue(queue, words[0]);
    mq_close(queue);
    mq_unlink(plain_name(words[0]));
    return 0;
}

/* ---- 3.2 ----------------------------------------------------------------- */

static void print_message(unsigned priority, const void *bytes, size_t length)
{
    char before[32];

    snprintf(before, sizeof before, "%u ", priority);
    print_bytes(before, bytes, length);
}

/* The other side of put: receives and prints, as large as the queue allows. */
static void receive_all(mqd_t queue, int count)
{
    static char buffer[WORD_MAX];

    for (int i = 0; i < count; i++) {
        unsigned priority;
        ssize_t n = mq_receive(queue, buffer, sizeof buffer, &priority);

        if (n == -1)
            err(FAILED, "mq_receive");
        print_message(priority, buffer, (size_t)n);
    }
}

/* Returns what the last call of queue_put returned. */
static int put_all(mqd_t queue, int count, char *words[])
{
    int result = 0;

    for (int i = 0; i < count && result == 0; i++) {
        char name[32], *bytes;
        size_t length;
        int priority = number_and_word(words[i], 0, 32767, &bytes, &length);

        snprintf(name, sizeof name, "put %d", i + 1);
        result = queue_put(queue, bytes, length, (unsigned)priority);
        report(name, result);
    }
    return result;
}

static void send_all(mqd_t queue, int count, char *words[])
{
    for (int i = 0; i < count; i++) {
        char *bytes;
        size_t length;
        int priority = number_and_word(words[i], 0, 32767, &bytes, &length);

        if (mq_send(queue, bytes, length, (unsigned)priority) == -1)
            err(FAILED, "mq_send");
    }
}

static int take_all(mqd_t queue, int count)
{
    ssize_t n = 0;

    for (int i = 0; i < count && n != -1; i++) {
        unsigned priority;
        char name[32];
        void *message;

        snprintf(name, sizeof name, "take %d", i + 1);
        n = queue_take(queue, &message, &priority);
        report(name, n);
        if (n != -1) {
            print_message(priority, message, (size_t)n);
            free(message);
        }
    }
    return n == -1 ? -1 : 0;
}

/* Two descriptors, so that O_NONBLOCK is main's own affair. */
int run_whole(int count, char *words[])
{
    int nonblocking = surroundings.nonblocking ? O_NONBLOCK : 0;
    int result, saved;
    bool put;
    mqd_t queue, other;
    pid_t pid;

    if (count < 5 ||
        (strcmp(words[1], "put") != 0 && strcmp(words[1], "take") != 0))
        usage("3.2 needs: NAME put|take ROOM SIZE PRIORITY:WORD...");
    put = strcmp(words[1], "put") == 0;
    queue = make_queue(words[0], (put ? O_WRONLY : O_RDONLY) | nonblocking,
                       whole_number(words[2], 1, 10),
                       whole_number(words[3], 1, WORD_MAX));
    other = mq_open(plain_name(words[0]), put ? O_RDONLY : O_WRONLY);
    if (other == -1)
        err(FAILED, "mq_open");
    mq_unlink(plain_name(words[0])); /* both have it open */
    pid = fork_role();
    if (pid == 0) {
        if (put)
            receive_all(other, count - 4);
        else
            send_all(other, count - 4, words + 4);
        _exit(0);
    }
    result =
        put ? put_all(queue, count - 4, words + 4) : take_all(queue, count - 4);
    saved = errno;
    if (result == -1)
        kill(pid, SIGKILL); /* it waits for the rest */
    waitpid(pid, NULL, 0);
    errno = saved;
    return verdict("3.2", "posix.c", result);
}

/* ---- 3.3 ----------------------------------------------------------------- */

int run_work(int count, char *words[])
{
    struct job *jobs = calloc((size_t)count + 1, sizeof *jobs);
    int workers, result;

    if (count < 2)
        usage("3.3 needs: NAME WORKERS URGENCY:TEXT...");
    if (jobs == NULL)
        err(FAILED, "calloc");
    workers = whole_number(words[1], 0, 1000);
    for (int i = 2; i < count; i++) {
        char *text;
        size_t length;

        jobs[i - 2].urgency =
            (unsigned)number_and_word(words[i], 0, 100, &text, &length);
        jobs[i - 2].text = text;
    }
    result = work(words[0], workers, jobs, count - 2, STDOUT_FILENO);
    report("returned", result);
    free(jobs);
    return verdict("3.3", "posix.c", result);
}

/* ---- 3.4 ----------------------------------------------------------------- */

enum { HEADER = offsetof(struct note, text), ASK_ROOM = 4 };

static void answer(mqd_t answers, struct note *note, ssize_t length)
{
    for (ssize_t i = 0; i < length - HEADER; i++)
        note->text[i] = (char)toupper((unsigned char)note->text[i]);
    if (mq_send(answers, (char *)note, (size_t)length, 0) == -1)
        err(FAILED, "mq_send");
}

/* The upper-case service. A question with the number 0 ends it. */
static void serve_upper(mqd_t questions, mqd_t answers)
{
    struct note note, late;
    ssize_t n, late_length = 0;

    for (bool first = true;; first = false) {
        n = mq_receive(questions, (char *)&note, sizeof note, NULL);
        if (n == -1)
            err(FAILED, "mq_receive");
        if (note.number == 0)
            return;
        if (surroundings.late && first) {
            late = note;
            late_length = n;
            continue;
        }
        if (late_length > 0)
            answer(answers, &late, late_length);
        late_length = 0;
        answer(answers, &note, n);
    }
}

static void fill(mqd_t queue)
{
    for (int i = 0; i < ASK_ROOM; i++) {
        if (mq_send(queue, "", 0, 0) == -1)
            err(FAILED, "mq_send");
    }
}

/* Asks each word; the last result. */
static ssize_t ask_all(struct client *client, int count, char *words[])
{
    ssize_t n = 0;

    for (int i = 0; i < count; i++) {
        char name[32], text[NOTE_MAX], *word;
        size_t length;
        int patience = number_and_word(words[i], 0, 1 << 30, &word, &length);

        snprintf(name, sizeof name, "ask %d", i + 1);
        n = ask(client, word, length, patience, text);
        report(name, n);
        if (n == -1 && errno == ENOSYS)
            break;
        if (n != -1)
            print_bytes("", text, (size_t)n);
    }
    return n;
}

int run_ask(int count, char *words[])
{
    const struct note end = { .number = 0 };
    struct client client = { .last = 0 };
    pid_t server = -1;
    ssize_t n;
    int saved;

    if (count < 2)
        usage("3.4 needs: NAME MILLISECONDS:WORD...");
    client.questions =
        make_queue(words[0], O_RDWR, ASK_ROOM, sizeof(struct note));
    mq_unlink(plain_name(words[0]));
    client.answers =
        make_queue(words[0], O_RDWR, ASK_ROOM, sizeof(struct note));
    mq_unlink(plain_name(words[0]));
    if (surroundings.full)
        fill(client.questions);
    if (!surroundings.silent) {
        server = fork_role();
        if (server == 0) {
            serve_upper(client.questions, client.answers);
            _exit(0);
        }
    }
    n = ask_all(&client, count - 1, words + 1);
    saved = errno;
    if (server != -1) {
        (void)mq_send(client.questions, (const char *)&end, HEADER, 0);
        waitpid(server, NULL, 0);
    }
    errno = saved;
    return verdict("3.4", "waiting.c", n);
}

/* ---- 3.5 ----------------------------------------------------------------- */

/* Sends each line of stdin, byte by byte read, as a message. */
static void send_lines(mqd_t queue)
{
    char line[1024];
    size_t length = 0;
    ssize_t n;

    while ((n = read(STDIN_FILENO, line + length, 1)) == 1) {
        if (length < sizeof line - 1 && line[length] != '\n') {
            length++;
            continue;
        }
        if (mq_send(queue, line, length, 0) == -1)
            err(FAILED, "mq_send");
        length = 0;
    }
    if (n == -1)
        err(FAILED, "read");
}

int run_collect(int count, char *words[])
{
    mqd_t inbox, other;
    pid_t child;
    int status, saved;

    if (count != 2)
        usage("3.5 needs two words: NAME ROOM");
    inbox = make_queue(words[0], O_RDONLY | O_NONBLOCK,
                       whole_number(words[1], 1, 10), 1024);
    other = mq_open(plain_name(words[0]), O_WRONLY);
    if (other == -1)
        err(FAILED, "mq_open");
    mq_unlink(plain_name(words[0]));
    child = fork_role();
    if (child == 0) {
        send_lines(other);
        _exit(7);
    }
    mq_close(other);
    status = collect(inbox, child, STDOUT_FILENO);
    saved = errno;
    report("returned", status);
    if (status == -1) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    errno = saved;
    return verdict("3.5", "waiting.c", status);
}

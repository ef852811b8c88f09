/*
 * main.c - plays the scenes of lab 02; the director of several processes.
 *
 *   fifos 2.1 [-n | -r] PATH TEXT      TEXT meets a receiver (-: stdin)
 *   fifos 2.2 PATH LINE...             a client asks a server line by line
 *   fifos 2.3 PATH WORD...             a collector, and writers one by one:
 *             line:TEXT                  one that comes, logs TEXT and leaves
 *             many:WRITERS,LINES,SIZE    several at the same time
 *   fifos 2.4 [-n | -r] PATH WORD...
 *             reader, leaver             opens the FIFO and reads nothing yet;
 *                                        leaves when the next writer comes
 *             try:TEXT, fill:SIZE        once; until there is no room
 *             read                       the reader reads what is there
 *   fifos 2.5 PATH WORD...             a server (serve), and
 *   fifos 2.6 [-l] PATH WORD...        a server (run_service) that comes with
 *             start, rival               (2.6) the server; a second one
 *             ask:TEXT, both:A,B         a client; two at the same time
 *             vanish, leave              clients that go away: before the
 *                                        answer, while it is being written
 *             long, endless, file, none  requests that are wrong
 *             quitter                    (2.5, first) another server: it takes a
 *                                        request and leaves
 *             mortal                     if the server ends, wait for its client
 *             kill, term                 SIGKILL, SIGTERM to the server
 *   fifos 2.7 PATH SCRIPTS REPORTS SIZE
 *
 * PATH is a FIFO that main makes and removes (2.1: make_fifo makes it, 2.6: the
 * server). -n: nothing has that name, -r: a plain file has it, -l: a FIFO that
 * an earlier server has left.
 *
 * What the functions returned is told on stderr in lines that begin with "= ".
 * Exit status: 0 all did their work, 1 one did not, 2 bad arguments, 38 it is
 * still to be written. There is no gap here.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "director.h"
#include "fifos.h"
#include "scenes.h"

const char *path;

_Noreturn void usage(const char *wrong)
{
    fprintf(stderr,
            "fifos: %s (usage: fifos EXERCISE PATH ARGUMENT..., see the top "
            "of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

static int whole_number(const char *text, int least, int most)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || (*end != '\0' && *end != ',') || errno ||
        value < least || value > most)
        errx(BAD_USAGE, "%s: must be a number from %d to %d", text, least,
             most);
    return (int)value;
}

const char *is_word(const char *word, const char *name)
{
    size_t length = strlen(name);

    if (strncmp(word, name, length) != 0)
        return NULL;
    if (word[length] == ':')
        return word + length + 1;
    return word[length] == '\0' ? "" : NULL;
}

void set_up(int option)
{
    int fd;

    if (option == 'n')
        return;
    if (option == 'r') {
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd == -1 || write(fd, "keep me\n", 8) != 8)
            err(FAILED, "%s", path);
        close(fd);
    } else if (mkfifo(path, 0600) == -1) {
        err(FAILED, "%s", path);
    }
}

void report_file(const char *key, const char *name)
{
    char content[32];
    int fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ssize_t got = fd == -1 ? -1 : read(fd, content, sizeof content - 1);

    content[got > 0 ? got : 0] = '\0';
    content[strcspn(content, "\n")] = '\0';
    report(key, got, got > 0 ? content : "empty");
    close(fd);
}

void report_path(void)
{
    struct stat status;

    if (lstat(path, &status) == -1)
        report("path", 0, "nothing");
    else if (S_ISFIFO(status.st_mode))
        report("path", 0, "fifo");
    else
        report_file("path", path);
}

int watch_opens(const char *name)
{
    int watch = inotify_init1(IN_CLOEXEC);

    if (watch == -1 || inotify_add_watch(watch, name, IN_OPEN) == -1)
        err(FAILED, "inotify");
    return watch;
}

void wait_open(int watch)
{
    struct inotify_event event;

    if (read(watch, &event, sizeof event) == -1)
        err(FAILED, "inotify");
    close(watch);
}

/* Line 17 of writer 3 is "03:000017 03:000017 ...", cut to its size. */
static void fill_text(char *text, size_t size, int writer, int number)
{
    char pattern[32];
    size_t length =
        (size_t)snprintf(pattern, sizeof pattern, "%02d:%06d ", writer, number);

    for (size_t i = 0; i < size; i++)
        text[i] = pattern[i % length];
}

/* ---- 2.1 make it, meet --------------------------------------------------- */

static char *text;
static size_t text_length;

static void act_receiver(void *unused)
{
    (void)unused;
    tell("received", receive_text(path, STDOUT_FILENO), NULL);
}

static void act_sender(void *unused)
{
    (void)unused;
    tell("sent", send_text(path, text, text_length), NULL);
}

static void read_input(void)
{
    FILE *copy = open_memstream(&text, &text_length);
    int c;

    if (copy == NULL)
        err(FAILED, "open_memstream");
    while ((c = getchar()) != EOF)
        fputc(c, copy);
    if (fclose(copy) == EOF)
        err(FAILED, "open_memstream");
}

static void play_meeting(int count, char *words[], int option)
{
    struct role *receiver = NULL;
    int made = 0;

    if (count != 1)
        usage("2.1 needs a TEXT, or - for stdin");
    text = words[0];
    text_length = strlen(text);
    if (strcmp(text, "-") == 0)
        read_input();
    if (option == 'r' || option == 'l')
        set_up(option);
    if (option != 'n')
        report("made", made = make_fifo(path), NULL);
    if (made == -1 && option != 'r')
        return;
    if (option != 'n' && made == 0)
        receiver = start("receiver", true, act_receiver, NULL);
    if (finish(start("sender", false, act_sender, NULL)) && receiver) {
        receiver->needed = false;
        finish(receiver);
    }
    report_path();
}

/* ---- 2.2 two directions -------------------------------------------------- */

static char requests[4096], answers[4096];
static char **questions;

static void act_link_server(void *unused)
{
    struct link link;
    int result = open_link_server(&link, requests, answers);

    (void)unused;
    if (result == 0) {
        result = answer_link(&link);
        close_link(&link);
    }
    tell("served", result, NULL);
}

static void act_link_client(void *unused)
{
    struct link link;
    char answer[TEXT_SIZE];

    (void)unused;
    if (open_link_client(&link, requests, answers) == -1) {
        tell("linked", -1, NULL);
        return;
    }
    for (char **line = questions; *line != NULL; line++) {
        ssize_t length = ask_line(&link, *line, answer, sizeof answer);

        tell("answer", length, answer);
        if (length == -1)
            break;
    }
    close_link(&link);
}

static void play_dialogue(int count, char *words[], int option)
{
    struct role *server, *client;

    (void)count;
    (void)option;
    questions = words;
    snprintf(requests, sizeof requests, "%s.requests", path);
    snprintf(answers, sizeof answers, "%s.answers", path);
    if (mkfifo(requests, 0600) == -1 || mkfifo(answers, 0600) == -1)
        err(FAILED, "%s", path);
    server = start("server", false, act_link_server, NULL);
    client = start("client", false, act_link_client, NULL);
    finish(client);
    finish(server);
    unlink(requests);
    unlink(answers);
}

/* ---- 2.3 a log collector ------------------------------------------------- */

static void act_collector(void *unused)
{
    (void)unused;
    tell("collected", collect(path, STDOUT_FILENO), NULL);
}

static void act_writer(void *line)
{
    tell("logged", log_line(path, line), NULL);
}

struct burst {
    int writer, count, size;
};

static void act_burst(void *argument)
{
    const struct burst *burst = argument;
    char line[2 * PIPE_BUF];

    for (int i = 0; i < burst->count; i++) {
        fill_text(line, (size_t)burst->size, burst->writer, i);
        line[burst->size] = '\0';
        if (log_line(path, line) == -1) {
            tell("logged", -1, NULL);
            return;
        }
    }
}

static bool play_many(const char *numbers)
{
    struct burst burst;
    struct role *writers[32];
    const char *second = strchr(numbers, ',');
    const char *third = second ? strchr(second + 1, ',') : NULL;
    int count = whole_number(numbers, 1, 32);
    bool good = true;

    if (third == NULL)
        usage("many: needs WRITERS,LINES,SIZE");
    burst.count = whole_number(second + 1, 1, 9999);
    burst.size = whole_number(third + 1, 1, 2 * PIPE_BUF - 1);
    for (burst.writer = 0; burst.writer < count; burst.writer++)
        writers[burst.writer] = start("writer", false, act_burst, &burst);
    for (int w = 0; w < count && good; w++)
        good = finish(writers[w]);
    return good;
}

static void play_collector(int count, char *words[], int option)
{
    struct role *collector;
    bool good = true;

    set_up(option);
    collector = start("collector", true, act_collector, NULL);
    for (int i = 0; i < count && good; i++) {
        const char *rest = is_word(words[i], "line");

        if (rest != NULL)
            good = finish(start("writer", false, act_writer, (char *)rest));
        else if ((rest = is_word(words[i], "many")) != NULL)
            good = play_many(rest);
        else
            usage("2.3 knows line:TEXT and many:WRITERS,LINES,SIZE");
    }
    if (good)
        good = finish(start("last writer", false, act_writer, END_LINE));
    collector->needed = false;
    if (good)
        finish(collector);
}

/* ---- 2.4 without waiting ------------------------------------------------- */

static void act_try(void *line)
{
    tell("delivered", try_line(path, line), NULL);
}

static void act_fill(void *size)
{
    char line[PIPE_BUF];
    int result, count = 0;

    fill_text(line, *(size_t *)size, 0, 0);
    line[*(size_t *)size] = '\0';
    while ((result = try_line(path, line)) == 1)
        count++;
    tell("delivered", result == -1 ? -1 : count, NULL);
}

/* Holds the FIFO open and reads when SIGUSR1 says so; then it leaves. */
static void act_reader(void *unused)
{
    char piece[PIPE_BUF];
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int number;
    ssize_t got;
    sigset_t set;

    (void)unused;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    if (fd == -1)
        err(FAILED, "%s", path);
    tell_ready();
    sigwait(&set, &number);
    while ((got = read(fd, piece, sizeof piece)) > 0)
        if (write(STDOUT_FILENO, piece, (size_t)got) != got)
            err(FAILED, "write");
}

/* Is there for a writer's open, and leaves as soon as that has happened. */
static void act_leaver(void *unused)
{
    int watch;

    (void)unused;
    if (open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) == -1)
        err(FAILED, "%s", path);
    watch = watch_opens(path);
    tell_ready();
    wait_open(watch);
}

static void play_trying(int count, char *words[], int option)
{
    struct role *reader = NULL;
    size_t size;

    set_up(option);
    for (int i = 0; i < count; i++) {
        const char *rest;

        if (is_word(words[i], "reader")) {
            reader = start("reader", false, act_reader, NULL);
            (void)wait_ready(reader);
        } else if (is_word(words[i], "leaver")) {
            (void)wait_ready(start("leaver", false, act_leaver, NULL));
        } else if ((rest = is_word(words[i], "try")) != NULL) {
            finish(start("writer", false, act_try, (char *)rest));
        } else if ((rest = is_word(words[i], "fill")) != NULL) {
            size = (size_t)whole_number(rest, 1, PIPE_BUF - 1);
            finish(start("writer", false, act_fill, &size));
        } else if (is_word(words[i], "read")) {
            end_role(reader, SIGUSR1);
        } else {
            usage("2.4 knows reader, leaver, try:TEXT, fill:SIZE and read");
        }
    }
    report_path();
}

/* ---- 2.7 choose ---------------------------------------------------------- */

static void act_taker(void *unused)
{
    (void)unused;
    tell("taken", take_all(path, STDOUT_FILENO), NULL);
}

static void act_script(void *argument)
{
    const struct burst *burst = argument;
    char *report_text = malloc((size_t)burst->size);

    if (report_text == NULL)
        err(FAILED, "malloc");
    for (int i = 0; i < burst->count; i++) {
        fill_text(report_text, (size_t)burst->size, burst->writer, i);
        report_text[burst->size - 1] = '\n';
        if (hand_in(path, report_text, (size_t)burst->size) == -1) {
            tell("handed in", -1, NULL);
            break;
        }
    }
    free(report_text);
}

static void act_last(void *unused)
{
    (void)unused;
    tell("ended", hand_in(path, "", 0), NULL);
}

static void play_mailbox(int count, char *words[], int option)
{
    struct burst burst;
    struct role *scripts[32], *taker;
    int script_count;
    bool good = true;

    if (count != 3)
        usage("2.7 needs three numbers: SCRIPTS REPORTS SIZE");
    script_count = whole_number(words[0], 1, 32);
    burst.count = whole_number(words[1], 0, 999);
    burst.size = whole_number(words[2], 12, 1 << 26);
    set_up(option);
    taker = start("taker", true, act_taker, NULL);
    for (burst.writer = 0; burst.writer < script_count; burst.writer++)
        scripts[burst.writer] = start("script", false, act_script, &burst);
    for (int s = 0; s < script_count && good; s++)
        good = finish(scripts[s]);
    if (good)
        good = finish(start("last script", false, act_last, NULL));
    taker->needed = false;
    if (good)
        finish(taker);
}

/* ---- main ---------------------------------------------------------------- */

int main(int argc, char *argv[])
{
    static const struct {
        const char *id, *file;
        void (*play)(int count, char *words[], int option);
        bool keeps_path; /* its FIFO is not main's to remove */
    } exercises[] = {
        { "2.1", "fifos.c", play_meeting, false },
        { "2.2", "fifos.c", play_dialogue, false },
        { "2.3", "fifos.c", play_collector, false },
        { "2.4", "fifos.c", play_trying, false },
        { "2.5", "service.c", play_service, false },
        { "2.6", "service.c", play_life, true },
        { "2.7", "mailbox.c", play_mailbox, false },
    };
    int option = 0;

    if (argc < 2)
        usage("which exercise? 2.1 to 2.7");
    if (argc > 2 && argv[2][0] == '-' && strchr("nrl", argv[2][1])) {
        option = (unsigned char)argv[2][1];
        argv[2] = argv[1];
        argv++;
        argc--;
    }
    if (argc < 3)
        usage("a PATH is missing");
    path = argv[2];
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++) {
        int status;

        if (strcmp(argv[1], exercises[i].id) != 0)
            continue;
        exercises[i].play(argc - 3, argv + 3, option);
        status = close_scene(exercises[i].id, exercises[i].file);
        if (!exercises[i].keeps_path)
            unlink(path);
        return status;
    }
    usage("no such exercise; there are 2.1 to 2.7");
}

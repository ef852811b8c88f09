/*
 * clients.c - the scenes of 2.5 and 2.6: a server, and clients of all kinds.
 *
 * Clients that do what they must not are here in full, as programs out there
 * do it. Finished code; there is no gap here.
 */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "director.h"
#include "fifos.h"
#include "scenes.h"

static struct role *server;

static void act_server(void *unused)
{
    (void)unused;
    tell("server", serve(path), NULL);
}

/* Takes one request and leaves without an answer. */
static void act_quitter(void *unused)
{
    struct request request;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    (void)unused;
    if (fd == -1 || read(fd, &request, sizeof request) == -1)
        err(FAILED, "%s", path);
}

static void act_service(void *unused)
{
    (void)unused;
    tell("server", run_service(path, tell_ready), NULL);
}

static void act_rival(void *unused)
{
    (void)unused;
    tell("rival", run_service(path, tell_ready), NULL);
}

/* A name beside the scene's own, new for each role. */
static void name_reply(char name[REPLY_SIZE])
{
    if (snprintf(name, REPLY_SIZE, "%s.%d", path, (int)getpid()) >= REPLY_SIZE)
        usage("PATH is too long for 2.5 and 2.6");
}

static void act_client(void *question)
{
    char name[REPLY_SIZE], answer[TEXT_SIZE + 1];
    ssize_t length;

    name_reply(name);
    length = ask(path, name, question, strlen(question), answer);
    if (length != -1)
        answer[length] = '\0';
    tell("answer", length, answer);
}

/* ---- clients that do what they must not, as programs out there do */

static void send_raw(const struct request *request)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd == -1 || write(fd, request, sizeof *request) == -1)
        err(FAILED, "%s", path);
    close(fd);
}

static void act_vanish(void *unused)
{
    struct request request = { .length = 4, .text = "gone" };

    (void)unused;
    name_reply(request.reply);
    if (mkfifo(request.reply, 0600) == -1)
        err(FAILED, "%s", request.reply);
    send_raw(&request);
}

/* Leaves when the server has opened the reply FIFO and not yet written. */
static void act_leave(void *unused)
{
    struct request request = { .length = 5, .text = "leave" };
    int watch;

    (void)unused;
    name_reply(request.reply);
    if (mkfifo(request.reply, 0600) == -1 ||
        open(request.reply, O_RDONLY | O_NONBLOCK | O_CLOEXEC) == -1)
        err(FAILED, "%s", request.reply);
    watch = watch_opens(request.reply);
    send_raw(&request);
    wait_open(watch);
}

static void act_wrong(void *how)
{
    struct request request = { .length = 5, .text = "wrong" };
    int fd;

    name_reply(request.reply);
    if (strcmp(how, "long") == 0)
        request.length = 1000000000;
    if (strcmp(how, "endless") == 0)
        memset(request.reply, 'x', sizeof request.reply);
    if (strcmp(how, "file") == 0) {
        fd = open(request.reply, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd == -1 || write(fd, "keep me\n", 8) != 8)
            err(FAILED, "%s", request.reply);
        close(fd);
    }
    send_raw(&request);
}

enum { FOUL_MAX = 8 };

static char *foul_files[FOUL_MAX]; /* plain files that clients named */
static int foul_count;

/* A server must have left them as they were. */
static void report_files(void)
{
    for (int i = 0; i < foul_count; i++) {
        report_file("file", foul_files[i]);
        unlink(foul_files[i]);
        free(foul_files[i]);
    }
}

/*
 * Plays one of them. What it leaves behind is removed here: a FIFO at once, a
 * file at the scene's end, since the server may come to it only later.
 */
static bool play_foul(void (*act)(void *argument), const char *word)
{
    struct role *client = start("client", false, act, (char *)word);
    char name[REPLY_SIZE + 16];
    struct stat status;
    bool good;

    snprintf(name, sizeof name, "%.*s.%d", REPLY_SIZE, path, (int)client->pid);
    good = finish(client);
    if (stat(name, &status) == 0 && S_ISREG(status.st_mode) &&
        foul_count < FOUL_MAX)
        foul_files[foul_count++] = strdup(name);
    else
        unlink(name);
    return good;
}

static bool play_both(const char *words)
{
    static char pair[2][TEXT_SIZE];
    size_t comma = strcspn(words, ",");
    struct role *first, *second;

    if (words[comma] == '\0')
        usage("both: needs A,B");
    snprintf(pair[0], sizeof pair[0], "%.*s", (int)comma, words);
    snprintf(pair[1], sizeof pair[1], "%s", words + comma + 1);
    first = start("client", false, act_client, pair[0]);
    second = start("client", false, act_client, pair[1]);
    return finish(first) && finish(second);
}

/* The words that 2.5 and 2.6 share. */
static bool play_client(const char *word)
{
    static const struct {
        const char *name;
        void (*act)(void *argument);
    } foul[] = {
        { "vanish", act_vanish }, { "leave", act_leave }, { "long", act_wrong },
        { "endless", act_wrong }, { "file", act_wrong },  { "none", act_wrong },
    };
    const char *rest = is_word(word, "ask");

    if (strcmp(word, "mortal") == 0) {
        server->needed = false; /* its clients must do without */
        return true;
    }
    if (rest != NULL)
        return finish(start("client", false, act_client, (char *)rest));
    if ((rest = is_word(word, "both")) != NULL)
        return play_both(rest);
    for (size_t i = 0; i < sizeof foul / sizeof foul[0]; i++) {
        if (strcmp(word, foul[i].name) == 0)
            return play_foul(foul[i].act, word);
    }
    usage("no such word; the top of main.c has them all");
}

void play_service(int count, char *words[], int option)
{
    bool good = true;

    set_up(option);
    if (count > 0 && strcmp(words[0], "quitter") == 0) {
        server = start("quitter", false, act_quitter, NULL);
        words++;
        count--;
    } else {
        server = start("server", true, act_server, NULL);
    }
    for (int i = 0; i < count && good; i++)
        good = play_client(words[i]);
    if (good)
        end_role(server, SIGKILL);
    report_files();
}

void play_life(int count, char *words[], int option)
{
    bool good = true;

    if (option == 'l' || option == 'r')
        set_up(option);
    for (int i = 0; i < count && good; i++) {
        if (strcmp(words[i], "start") == 0) {
            server = start("server", true, act_service, NULL);
            good = wait_ready(server);
        } else if (strcmp(words[i], "rival") == 0) {
            struct role *rival = start("rival", false, act_rival, NULL);

            if (wait_ready(rival)) { /* two servers: nothing else matters */
                report("rival", 0, "serves");
                good = false;
            } else {
                finish(rival);
            }
        } else if (strcmp(words[i], "kill") == 0) {
            end_role(server, SIGKILL);
        } else if (strcmp(words[i], "term") == 0) {
            end_role(server, SIGTERM);
        } else {
            good = play_client(words[i]);
        }
    }
    report_files();
    report_path();
    if (option == 'r')
        unlink(path);
}

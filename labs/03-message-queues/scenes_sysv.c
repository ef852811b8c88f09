/*
 * scenes_sysv.c - who plays the other side in 3.6 to 3.8. Finished code.
 *
 *   3.6  send     main: letter_send ---> queue ---> child: msgrcv, prints
 *   3.6  receive  child: msgsnd     ---> queue ---> main: letter_receive, prints
 *   3.7  desk     one server and some clients, all children; or main asks
 *   3.8           dispatch starts everybody itself
 *
 * The other side uses the plain calls, not your functions. Only main itself
 * tells results on stderr.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queues.h"
#include "scenes.h"

static void print_letter(long type, const void *text, size_t length)
{
    char before[32];

    snprintf(before, sizeof before, "%ld ", type);
    print_bytes(before, text, length);
}

/* A letter with room for the longest text; the caller frees it. */
static struct letter *blank_letter(void)
{
    struct letter *letter = malloc(sizeof *letter + WORD_MAX);

    if (letter == NULL)
        err(FAILED, "malloc");
    return letter;
}

/* ---- 3.6 ----------------------------------------------------------------- */

enum { LAST_LETTER = 999999999 };

/* Until the last letter, which main itself sends. */
static void receive_all(int queue)
{
    struct letter *letter = blank_letter();
    ssize_t n;

    while ((n = msgrcv(queue, letter, WORD_MAX, 0, 0)) != -1 &&
           letter->type != LAST_LETTER)
        print_letter(letter->type, letter->text, (size_t)n);
    if (n == -1)
        err(FAILED, "msgrcv");
    free(letter);
}

static void send_all(int queue, int count, char *words[])
{
    struct letter *letter = blank_letter();

    for (int i = 0; i < count; i++) {
        char *bytes;
        size_t length;

        letter->type = number_and_word(words[i], 1, 1 << 30, &bytes, &length);
        memcpy(letter->text, bytes, length);
        if (msgsnd(queue, letter, length, 0) == -1)
            err(FAILED, "msgsnd");
    }
    free(letter);
}

static int letters_out(int queue, int count, char *words[])
{
    int result = 0;

    for (int i = 0; i < count && result == 0; i++) {
        char name[32], *bytes;
        size_t length;
        int type = number_and_word(words[i], -1000, 1 << 30, &bytes, &length);

        snprintf(name, sizeof name, "send %d", i + 1);
        result = letter_send(queue, type, bytes, length);
        report(name, result);
    }
    return result;
}

/* wanted: "0,-5,3", one letter for each of them. */
static int letters_in(int queue, char *wanted)
{
    ssize_t n = 0;
    int number = 1;

    for (char *one = strtok(wanted, ","); one != NULL && n != -1;
         one = strtok(NULL, ",")) {
        struct letter *letter;
        char name[32];

        snprintf(name, sizeof name, "receive %d", number++);
        n = letter_receive(queue, whole_number(one, -(1 << 30), 1 << 30),
                           &letter);
        report(name, n);
        if (n != -1) {
            print_letter(letter->type, letter->text, (size_t)n);
            free(letter);
        }
    }
    return n == -1 ? -1 : 0;
}

int run_letters(int count, char *words[])
{
    const struct letter last = { .type = LAST_LETTER };
    int queue, result, saved;
    bool send;
    pid_t pid;

    if (count < 2 ||
        (strcmp(words[0], "send") != 0 && strcmp(words[0], "receive") != 0))
        usage("3.6 needs: send TYPE:WORD...   or: receive WANTED,... "
              "TYPE:WORD...");
    send = strcmp(words[0], "send") == 0;
    queue = msgget(IPC_PRIVATE, 0600);
    if (queue == -1)
        err(FAILED, "msgget");
    pid = fork_role();
    if (pid == 0) {
        if (send)
            receive_all(queue);
        else
            send_all(queue, count - 2, words + 2);
        _exit(0);
    }
    result = send ? letters_out(queue, count - 1, words + 1)
                  : letters_in(queue, words[1]);
    saved = errno;
    if (send && msgsnd(queue, &last, 0, 0) == -1)
        err(FAILED, "msgsnd");
    waitpid(pid, NULL, 0);
    msgctl(queue, IPC_RMID, NULL);
    errno = saved;
    return verdict("3.6", "letters.c", result);
}

/* ---- 3.7 ----------------------------------------------------------------- */

/* Sends a request as it must be, or another letter that is none. */
static int try_send(int queue, const void *text, size_t length)
{
    struct letter *letter = blank_letter();
    int result;

    letter->type = DESK_REQUEST;
    memcpy(letter->text, text, length);
    result = msgsnd(queue, letter, length, 0);
    free(letter);
    return result;
}

static void send_plain(int queue, const void *text, size_t length)
{
    if (try_send(queue, text, length) == -1)
        err(FAILED, "msgsnd");
}

static void send_stop(int queue)
{
    const struct request stop = { .client = 0 };

    send_plain(queue, &stop, sizeof stop);
}

/* An earlier server has its queue, is told to end, and is killed first. */
static void play_killed_server(const char *path)
{
    pid_t pid = fork_role();

    if (pid == 0) {
        int queue = desk_open(path);

        if (queue != -1)
            send_stop(queue);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
}

/* The server's process: nobody waits for one that is not yet written. */
_Noreturn static void be_server(int queue)
{
    if (desk_serve(queue) == 0)
        _exit(0);
    if (errno != ENOSYS)
        _exit(FAILED);
    msgctl(queue, IPC_RMID, NULL);
    _exit(ENOSYS);
}

/* Asks "c1-q0", "c1-q1", ... Returns 0, or -1 at the first that fails. */
static int ask_questions(int queue, int client, int questions)
{
    for (int q = 0; q < questions; q++) {
        struct letter *answer;
        char text[32], name[32];
        ssize_t n;

        snprintf(text, sizeof text, "c%d-q%d", client, q);
        n = desk_ask(queue, text, strlen(text), &answer);
        snprintf(name, sizeof name, "ask %d", q + 1);
        if (client == 0)
            report(name, n);
        if (n == -1)
            return -1;
        snprintf(name, sizeof name, "client %d ", client);
        print_bytes(name, answer->text, (size_t)n);
        free(answer);
    }
    return 0;
}

static pid_t start_client(int queue, int client, int questions)
{
    pid_t pid = fork_role();

    if (pid == 0)
        _exit(ask_questions(queue, client, questions) == 0 ? 0
              : errno == ENOSYS                            ? ENOSYS
                                                           : FAILED);
    return pid;
}

static int status_of(pid_t pid)
{
    int status;

    if (waitpid(pid, &status, 0) == -1)
        err(FAILED, "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Waits for the clients. Returns how many failed; *unwritten: one said so. */
static int await_clients(const pid_t pids[], int clients, bool *unwritten)
{
    int failed = 0;

    for (int i = 0; i < clients; i++) {
        int status = status_of(pids[i]);

        failed += status != 0;
        *unwritten |= status == ENOSYS;
    }
    return failed;
}

/* The server is told to end; unless it has ended already, with its queue, or
 * was told before, or nobody can tell yet. */
static void end_server(int queue, pid_t server, int error)
{
    const struct request stop = { .client = 0 };

    if (error == ENOSYS)
        kill(server, SIGKILL);
    else if (!surroundings.stop_first)
        (void)try_send(queue, &stop, sizeof stop);
}

/* Server and clients from start to end. Returns 0, or -1 with the errno of
 * main's own question, or ENOSYS if one of the others is not yet written. */
static int play_desk(int queue, int clients, int questions)
{
    pid_t pids[CLIENTS_MAX], server = fork_role();
    bool unwritten = false;
    int error = 0, status;

    if (server == 0)
        be_server(queue);
    if (surroundings.garbage)
        send_plain(queue, "?", 1);
    if (surroundings.stop_first)
        send_stop(queue);
    for (int i = 0; i < clients; i++)
        pids[i] = start_client(queue, i + 1, questions);
    if (clients == 0 && ask_questions(queue, 0, questions) == -1)
        error = errno;
    report("clients failed", await_clients(pids, clients, &unwritten));
    if (unwritten)
        error = ENOSYS;
    end_server(queue, server, error);
    status = status_of(server);
    report("server", status);
    if (error == ENOSYS || status == ENOSYS) {
        msgctl(queue, IPC_RMID, NULL);
        error = ENOSYS;
    }
    errno = error;
    return error == 0 ? 0 : -1;
}

int run_desk(int count, char *words[])
{
    int clients, questions, queue, result, file = -1, saved;

    if (count != 3)
        usage("3.7 needs three words: FILE CLIENTS QUESTIONS");
    clients = whole_number(words[1], 0, CLIENTS_MAX);
    questions = whole_number(words[2], 0, 1000);
    if (!surroundings.missing)
        file = open(words[0], O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (!surroundings.missing && file == -1)
        err(FAILED, "%s", words[0]);
    if (surroundings.killed_run)
        play_killed_server(words[0]);
    queue = desk_open(words[0]);
    result = queue == -1 ? -1 : 0;
    report("returned", result);
    if (queue != -1) {
        report("found", msgget(ftok(words[0], 'D'), 0) == queue);
        result = play_desk(queue, clients, questions);
    }
    saved = errno;
    if (file != -1) {
        close(file);
        unlink(words[0]);
    }
    errno = saved;
    return verdict("3.7", "letters.c", result);
}

/* ---- 3.8 ----------------------------------------------------------------- */

/* Question 7 of client 2 is "2:0007 2:0007 2:00...", cut to its size. */
static void make_question(int client, int number, char *text, size_t size)
{
    char pattern[32];
    size_t length = (size_t)snprintf(pattern, sizeof pattern, "%d:%04d abc ",
                                     client, number);

    for (size_t i = 0; i < size; i++)
        text[i] = pattern[i % length];
}

static void took_question(int client)
{
    dprintf(STDOUT_FILENO, "took %d\n", client);
}

static void got_answer(int client, int number, const char *answer, size_t size)
{
    char before[32];

    snprintf(before, sizeof before, "%d %d ", client, number);
    print_bytes(before, answer, size);
}

int run_dispatch(int count, char *words[])
{
    int clients, questions, size, result;

    if (count != 3)
        usage("3.8 needs three numbers: CLIENTS QUESTIONS SIZE");
    clients = whole_number(words[0], 0, 1000);
    questions = whole_number(words[1], 0, 1000);
    size = whole_number(words[2], 0, 1 << 20);
    result = dispatch(clients, questions, (size_t)size, make_question,
                      took_question, got_answer);
    report("returned", result);
    return verdict("3.8", "dispatch.c", result);
}

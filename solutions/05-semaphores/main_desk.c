/*
 * main_desk.c - who comes to the desk of 5.9 and to the scanner of 5.10. Finished
 * code.
 *
 *   5.9    process 1 serves, the others ask (or main does)
 *   5.10   programs that know the path of a file
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "main.h"
#include "semaphores.h"

/* ---- 5.9 ----------------------------------------------------------------- */

/* Asks "c2-q1", "c2-q2", ... if it is number 2. Prints "2 [C2-Q1]". */
static int ask_questions(struct desk *desk, int questions)
{
    int result = 0;

    for (int q = 1; q <= questions && result == 0; q++) {
        char text[32], answer[DESK_MAX] = "", word[DESK_MAX + 2];
        int length =
            snprintf(text, sizeof text, "c%d-q%d", surroundings.who, q);

        result = desk_ask(desk, text, (size_t)length, answer);
        snprintf(word, sizeof word, "[%.*s]", length, answer);
        if (result == 0)
            mark(word);
        else
            report("asked", result);
    }
    return result;
}

/* The server is told to end; unless its work is still to be written. */
static int end_service(struct desk *desk, pid_t server, bool unwritten)
{
    int status;

    if (unwritten || (desk_stop(desk) == -1 && errno == ENOSYS)) {
        kill(server, SIGKILL);
        (void)collect(server);
        errno = ENOSYS;
        return -1;
    }
    status = collect(server);
    report("server", status);
    errno = status;
    return status == ENOSYS ? -1 : 0;
}

static int play_desk(struct desk *desk, int clients, int questions)
{
    pid_t server, pids[PROCESSES_MAX];
    bool unwritten = false;

    server = start(1);
    if (server == 0)
        _exit(end_of_child(desk_serve(desk)));
    for (int i = 0; i < clients; i++) {
        await_turn();
        pids[i] = start(i + 2);
        if (pids[i] == 0)
            _exit(end_of_child(ask_questions(desk, questions)));
    }
    if (surroundings.joins && ask_questions(desk, questions) == -1)
        unwritten = errno == ENOSYS;
    for (int i = 0; i < clients; i++)
        unwritten |= collect(pids[i]) == ENOSYS;
    return end_service(desk, server, unwritten);
}

int run_desk(int count, char *words[])
{
    struct desk *desk = shared_memory(desk_size());
    int clients, questions;

    if (count != 2)
        usage("5.9 needs CLIENTS QUESTIONS");
    clients = (int)whole_number(words[0], 0, PROCESSES_MAX - 2);
    questions = (int)whole_number(words[1], 0, 1000);
    if (desk_init(desk) == -1)
        return verdict("5.9", "desk.c", -1);
    return verdict("5.9", "desk.c", play_desk(desk, clients, questions));
}

/* ---- 5.10 ---------------------------------------------------------------- */

static int die_scanning(void)
{
    dprintf(STDOUT_FILENO, "%d in\n%d dead\n", surroundings.who,
            surroundings.who);
    kill(getpid(), SIGKILL);
    return 0;
}

/* What a program does: opens, scans so often, closes. */
static int scan_often(const char *path, int times, bool may_wait)
{
    struct scanner *scanner = scanner_open(path);
    bool dies = surroundings.killed_run && surroundings.who == 1;
    int result = scanner == NULL ? -1 : 0, saved;

    if (scanner == NULL)
        report("opened", -1);
    for (int i = 0; i < times && scanner != NULL; i++) {
        result = scanner_use(scanner, may_wait,
                             dies                    ? die_scanning
                             : surroundings.who == 1 ? inside_and_tell
                                                     : inside);
        if (result != 0 || surroundings.who == 0)
            report("scanned", result);
    }
    saved = errno;
    if (scanner != NULL)
        scanner_close(scanner);
    errno = saved;
    return result;
}

/* Starts the programs, one for each but the last if main is one of them. */
static int play_scanner(const char *path, int users)
{
    int children = surroundings.joins ? users - 1 : users, result = 0;
    pid_t pids[PROCESSES_MAX];
    bool unwritten = false;

    for (int i = 0; i < children; i++) {
        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(end_of_child(scan_often(path, 1, true)));
    }
    if (surroundings.joins) {
        if (children > 0)
            bell_await(&is_inside);
        result = scan_often(path, surroundings.at_once ? 1 : 2,
                            !surroundings.at_once);
    }
    report("failed", collect_all(pids, children, &unwritten));
    errno = unwritten ? ENOSYS : errno;
    return unwritten ? -1 : result;
}

int run_scanner(int count, char *words[])
{
    int users, file, result, saved;

    if (count != 2)
        usage("5.10 needs PATH USERS");
    users = (int)whole_number(words[1], 1, PROCESSES_MAX);
    file = open(words[0], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file == -1)
        err(FAILED, "%s", words[0]);
    close(file);
    bell_make(&is_inside);
    result = play_scanner(words[0], users);
    saved = errno;
    unlink(words[0]);
    errno = saved;
    return verdict("5.10", "scanner.c", result);
}

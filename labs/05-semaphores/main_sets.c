/*
 * main_sets.c - who uses the sets of 5.7 and 5.8. Finished code.
 *
 *   5.7      main: set_make, ..., set_end        a child: set_join, set_leave
 *   5.7 -m   a child: set_make, ..., set_end     main: set_join, set_leave
 *   5.8      main makes a set with the plain calls; children, and main, use it
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "main.h"
#include "semaphores.h"

static unsigned short values[SET_MAX];
static int value_count;

static void read_values(int count, char *words[])
{
    value_count = count;
    for (int i = 0; i < count; i++)
        values[i] = (unsigned short)whole_number(words[i], 0, 65535);
}

/* "= NAME 3 1": what stands behind the set's own two. */
static void report_values(const char *name, int set)
{
    unsigned short all[SET_MAX] = { 0 };
    union semun argument = { .array = all };
    char text[200] = "";

    if (semctl(set, 0, GETALL, argument) == -1) {
        report(name, -1);
        return;
    }
    for (int i = 0; i < value_count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %d",
                 all[SET_FIRST + i]);
    dprintf(STDERR_FILENO, "= %s%s\n", name, text);
}

static void report_mode(int set)
{
    struct semid_ds status = { 0 };
    union semun argument = { .buf = &status };

    if (semctl(set, 0, IPC_STAT, argument) == 0)
        dprintf(STDERR_FILENO, "= mode %o\n", status.sem_perm.mode & 0777U);
}

/* One for good, with the plain call. */
static int take_one(int set)
{
    struct sembuf one = { SET_FIRST, -1, IPC_NOWAIT };

    return semop(set, &one, 1);
}

/* ---- 5.7 ----------------------------------------------------------------- */

static struct bell joined;

static void leave_old_set(key_t key)
{
    unsigned short old[] = { 1, 1, 9, 9 };
    union semun argument = { .array = old };
    int set = semget(key, 4, IPC_CREAT | IPC_EXCL | 0600);

    if (set == -1 || semctl(set, 0, SETALL, argument) == -1)
        err(FAILED, "semget");
}

/* Joins, uses one, stays until main says so (or is killed), and leaves. */
static int use_set(key_t key)
{
    int set = set_join(key), result;

    if (set == -1) {
        report("joined", -1);
        return end_of_child(-1);
    }
    report_values("joined", set);
    bell_ring(&joined);
    if (surroundings.killed_run)
        kill(getpid(), SIGKILL);
    linger();
    report("used", take_one(set));
    result = set_leave(set);
    report("left", result);
    return end_of_child(result);
}

static int make_and_end(key_t key)
{
    bool unwritten = false;
    int result, set = set_make(key, values, value_count);
    pid_t user;

    report("made", set == -1 ? -1 : 0);
    if (set == -1)
        return -1;
    report_values("values", set);
    report_mode(set);
    if (value_count > 1)
        report("taken", take_one(set));
    user = start(1);
    if (user == 0)
        _exit(use_set(key));
    bell_await(&joined);
    result = set_end(set);
    report("ended", result);
    (void)collect_all(&user, 1, &unwritten);
    errno = unwritten ? ENOSYS : errno;
    return unwritten ? -1 : result;
}

/* The maker, for -m: ends the set when main has joined. */
static int make_for_main(key_t key)
{
    int result, set = set_make(key, values, value_count);

    report("made", set == -1 ? -1 : 0);
    if (set == -1)
        return end_of_child(-1);
    bell_await(&joined);
    result = set_end(set);
    report("ended", result);
    return end_of_child(result);
}

static int join_and_leave(key_t key)
{
    bool unwritten = false;
    int set, result = 0;
    pid_t maker = start(1);

    if (maker == 0)
        _exit(make_for_main(key));
    await_turn();
    set = set_join(key);
    if (set == -1) {
        report("joined", -1);
        result = -1;
    } else {
        report_values("joined", set);
    }
    bell_ring(&joined);
    if (set != -1) {
        report("used", take_one(set));
        result = set_leave(set);
    }
    (void)collect_all(&maker, 1, &unwritten);
    errno = unwritten ? ENOSYS : errno;
    return unwritten ? -1 : result;
}

int run_set(int count, char *words[])
{
    key_t key;
    int result;

    if (count < 2 || count > 1 + SET_MAX - SET_FIRST)
        usage("5.7 needs KEY VALUE...");
    key = (key_t)whole_number(words[0], 1, 0x7fffffff);
    read_values(count - 1, words + 1);
    bell_make(&joined);
    if (surroundings.old_value >= 0)
        leave_old_set(key);
    result = surroundings.joins ? join_and_leave(key) : make_and_end(key);
    return verdict("5.7", "sets.c", result);
}

/* ---- 5.8 ----------------------------------------------------------------- */

enum { BOTH_PARTS = 8, STOCK = 7 };

static int plain_set(void)
{
    unsigned short ones[BOTH_PARTS] = { 1, 1, 1, 1, 1, 1, 1, 0 };
    union semun argument = { .array = ones };
    int set = semget(IPC_PRIVATE, BOTH_PARTS, 0600);

    if (set == -1 || semctl(set, 0, SETALL, argument) == -1)
        err(FAILED, "semget");
    return set;
}

static int die_inside(void)
{
    dprintf(STDOUT_FILENO, "%d in\n%d dead\n", surroundings.who,
            surroundings.who);
    kill(getpid(), SIGKILL);
    return 0;
}

static int take_both(int set, const char *pair)
{
    int first = pair[0] - '0', second = pair[1] - '0';
    bool dies = surroundings.killed_run && surroundings.who == 1;
    int result = with_both(set, first, second,
                           dies                    ? die_inside
                           : surroundings.who == 1 ? inside_and_tell
                                                   : inside);

    if (result != 0 || surroundings.who == 0)
        report("passed", result);
    return result;
}

static void check_pairs(int count, char *words[])
{
    if (count < 1 || count > PROCESSES_MAX)
        usage("5.8 needs pairs of digits, as in: 01 12");
    for (int i = 0; i < count; i++) {
        if (strlen(words[i]) != 2 || strspn(words[i], "0123456") != 2)
            usage("5.8 needs pairs of digits from 0 to 6, as in: 01 12");
    }
}

/* One process for each pair; with -m main takes the last pair, twice. */
static int play_both(int set, int count, char *words[])
{
    int children = surroundings.joins ? count - 1 : count, result = 0;
    pid_t pids[PROCESSES_MAX];
    bool unwritten = false;

    for (int i = 0; i < children; i++) {
        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(end_of_child(take_both(set, words[i])));
    }
    if (surroundings.joins) {
        if (children > 0)
            bell_await(&is_inside);
        (void)take_both(set, words[count - 1]);
        result = take_both(set, words[count - 1]);
    }
    report("failed", collect_all(pids, children, &unwritten));
    errno = unwritten ? ENOSYS : errno;
    return unwritten ? -1 : result;
}

static int supply_much(int set, int amount)
{
    int result;

    linger();
    result = supply(set, STOCK, amount);
    if (result != 0)
        report("supplied", result);
    return end_of_child(result);
}

/* A child supplies, and ends; main consumes: as much as there is, or with -a at
 * once, before the child has done anything. */
static int play_supply(int set, int amount)
{
    bool unwritten = false;
    int result = 0;
    pid_t pid = start(1);

    if (pid == 0)
        _exit(supply_much(set, amount));
    if (!surroundings.at_once) {
        (void)collect_all(&pid, 1, &unwritten);
        report("stock", semctl(set, STOCK, GETVAL));
        amount = semctl(set, STOCK, GETVAL);
    }
    for (int i = 0; i < amount && result == 0; i++)
        result = consume(set, STOCK);
    report("consumed", result);
    if (surroundings.at_once)
        (void)collect_all(&pid, 1, &unwritten);
    errno = unwritten ? ENOSYS : errno;
    return unwritten ? -1 : result;
}

int run_both(int count, char *words[])
{
    bool supplies = count == 2 && strcmp(words[0], "supply") == 0;
    int set, result, saved;

    if (!supplies)
        check_pairs(count, words);
    set = plain_set();
    bell_make(&is_inside);
    result = supplies ? play_supply(set, (int)whole_number(words[1], 0, 1000))
                      : play_both(set, count, words);
    saved = errno;
    semctl(set, 0, IPC_RMID);
    errno = saved;
    return verdict("5.8", "sets.c", result);
}

/*
 * main_shared.c - who uses the shared memory of 5.3 to 5.6. Finished code.
 *
 *   main: memory, your init function ── starts ──► processes, which use it
 *
 *   5.3   producers and consumers       5.5   one process for each philosopher
 *   5.4   readers and writers           5.6   processes that go in step
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "main.h"
#include "semaphores.h"

/* Waits for all processes, and tells how many failed. */
static int end_of_all(const char *exercise, const char *file,
                      const pid_t pids[], int count)
{
    bool unwritten = false;
    int failed = collect_all(pids, count, &unwritten);

    report("failed", failed);
    errno = unwritten ? ENOSYS : 0;
    return verdict(exercise, file, unwritten ? -1 : 0);
}

/* ---- 5.3 ----------------------------------------------------------------- */

static void halfway(void)
{
    mark("in");
    linger();
    mark("out");
}

/* Puts 301, 302, ... if it is number 3. */
static int make_items(struct buffer *buffer, int items)
{
    int result = 0;

    for (int i = 1; i <= items && result == 0; i++)
        result = buffer_put(buffer, surroundings.who * 100 + i, halfway);
    if (result != 0)
        report("put", result);
    return end_of_child(result);
}

static int use_items(struct buffer *buffer, int items)
{
    int result = 0;

    for (int i = 0; i < items && result == 0; i++) {
        int item = 0;

        result = buffer_take(buffer, &item, halfway);
        if (result == 0)
            dprintf(STDOUT_FILENO, "got %d\n", item);
        else
            report("took", result);
    }
    return end_of_child(result);
}

int run_buffer(int count, char *words[])
{
    struct buffer *buffer = shared_memory(buffer_size());
    int producers, consumers, takers, items, share, status = 0;
    pid_t pids[2 * PROCESSES_MAX];

    if (count != 4)
        usage("5.3 needs ROOM PRODUCERS CONSUMERS ITEMS");
    producers = (int)whole_number(words[1], 0, PROCESSES_MAX);
    consumers = (int)whole_number(words[2], 0, PROCESSES_MAX);
    items = (int)whole_number(words[3], 0, 99);
    takers = consumers + surroundings.joins;
    share = takers > 0 ? producers * items / takers : 0;
    if (share * takers != producers * items)
        usage("5.3: the consumers must be able to share the items");
    if (buffer_init(buffer, (unsigned)whole_number(words[0], 1, BUFFER_MAX)))
        return verdict("5.3", "buffer.c", -1);
    for (int i = 0; i < producers + consumers; i++) {
        bool takes = surroundings.reverse ? i < consumers : i >= producers;

        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(takes ? use_items(buffer, share) : make_items(buffer, items));
    }
    if (surroundings.joins)
        status = use_items(buffer, share);
    if (status != 0)
        return status;
    return end_of_all("5.3", "buffer.c", pids, producers + consumers);
}

/* ---- 5.4 ----------------------------------------------------------------- */

static int use_room(struct room *room, const char *word)
{
    int result = strcmp(word, "w") == 0 ? room_write(room, inside)
                                        : room_read(room, inside);

    if (result != 0)
        report("was in", result);
    return end_of_child(result);
}

int run_room(int count, char *words[])
{
    struct room *room = shared_memory(room_size());
    pid_t pids[PROCESSES_MAX];

    if (count < 1 || count > PROCESSES_MAX)
        usage("5.4 needs letters: r for a reader, w for a writer");
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], "r") != 0 && strcmp(words[i], "w") != 0)
            usage("5.4 needs letters: r for a reader, w for a writer");
    }
    if (room_init(room) == -1)
        return verdict("5.4", "room.c", -1);
    for (int i = 0; i < count; i++) {
        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(use_room(room, words[i]));
    }
    return end_of_all("5.4", "room.c", pids, count);
}

/* ---- 5.5 ----------------------------------------------------------------- */

static int dine(struct table *table, int seat, int rounds)
{
    int result = 0;

    for (int i = 0; i < rounds && result == 0; i++)
        result = table_eat(table, seat, inside);
    if (result != 0)
        report("ate", result);
    return end_of_child(result);
}

int run_table(int count, char *words[])
{
    struct table *table = shared_memory(table_size());
    int seats, rounds, guests = count > 2 ? count - 2 : 0;
    pid_t pids[SEATS_MAX];

    if (count < 2 || guests > SEATS_MAX)
        usage("5.5 needs SEATS ROUNDS, and perhaps the seats of the guests");
    seats = (int)whole_number(words[0], 2, SEATS_MAX);
    rounds = (int)whole_number(words[1], 0, 1000);
    if (table_init(table, seats) == -1)
        return verdict("5.5", "table.c", -1);
    if (guests == 0)
        guests = seats;
    for (int i = 0; i < guests; i++) {
        int seat =
            count > 2 ? (int)whole_number(words[i + 2], 0, seats - 1) : i;

        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(dine(table, seat, rounds));
    }
    return end_of_all("5.5", "table.c", pids, guests);
}

/* ---- 5.6 ----------------------------------------------------------------- */

static int go_in_step(struct barrier *barrier, int rounds)
{
    int result = 0;

    for (int i = 0; i < rounds && result == 0; i++) {
        linger();
        mark("comes");
        result = barrier_wait(barrier);
        if (result == 0)
            mark("goes");
        else
            report("waited", result);
    }
    return end_of_child(result);
}

int run_barrier(int count, char *words[])
{
    struct barrier *barrier = shared_memory(barrier_size());
    pid_t pids[PROCESSES_MAX];
    int processes, rounds;

    if (count != 2)
        usage("5.6 needs PROCESSES ROUNDS");
    processes = (int)whole_number(words[0], 1, PROCESSES_MAX);
    rounds = (int)whole_number(words[1], 0, 1000);
    if (barrier_init(barrier, processes) == -1)
        return verdict("5.6", "barrier.c", -1);
    for (int i = 0; i < processes; i++) {
        if (i > 0)
            await_turn();
        pids[i] = start(i + 1);
        if (pids[i] == 0)
            _exit(go_in_step(barrier, rounds));
    }
    return end_of_all("5.6", "barrier.c", pids, processes);
}

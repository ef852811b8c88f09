/* signals_turns.c - children that compute in turns: who runs beside whom. */
#include "harness/signals.h"

#include "harness/places.h"
#include "harness/signals_log.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define SIGNALS_RUNNERS 20

/* Who may compute, as far as signals say: born, continued, stopped, ended. */
struct runner {
    int pid; /* 0: none */
    bool runs;
};

struct turns {
    struct runner runners[SIGNALS_RUNNERS];
    struct place place; /* where the last turn began */
    int count, waits;   /* turns; and waits since the first began */
};

static struct runner *runner_of(struct turns *turns, int pid)
{
    int at = 0;
    while (at < SIGNALS_RUNNERS - 1 && turns->runners[at].pid != 0 &&
           turns->runners[at].pid != pid)
        at++;
    turns->runners[at].pid = pid;
    return &turns->runners[at];
}

static void begin_turn(struct check *check, struct turns *turns,
                       const struct event *event)
{
    struct runner *runner = runner_of(turns, event->other);
    for (int i = 0; i < SIGNALS_RUNNERS; i++)
        check_that(check,
                   !turns->runners[i].runs || &turns->runners[i] == runner,
                   "OUT", event->place, "two compute at the same time",
                   text_of("a child is let go on, and another one has not "
                           "been stopped"),
                   text_of("each child is stopped before its first turn and "
                           "behind each, and only then comes the next"));
    runner->runs = true;
    turns->place = event->place;
    turns->count++;
}

static void note_turn(struct check *check, struct turns *turns,
                      const struct event *event)
{
    if (event->kind == EVENT_FORK)
        runner_of(turns, event->other)->runs = true;
    else if (event->kind == EVENT_STOP || event->kind == EVENT_GONE)
        runner_of(turns, event->pid)->runs = false;
    else if (event->kind == EVENT_LEAVE && signals_waits_in(event))
        turns->waits += turns->count > 0 && signals_role(event) != ROLE_WAIT &&
                        event->value != 0; /* a time-out of nothing */
    else if (event->kind != EVENT_ENTER || signals_role(event) != ROLE_KILL ||
             event->other <= 0)
        return;
    else if (event->value == SIGCONT)
        begin_turn(check, turns, event);
    else if (event->value == SIGSTOP || event->value == SIGKILL)
        runner_of(turns, event->other)->runs = false;
}

/* ---- the order ---- */

struct order {
    int count;                   /* children */
    int pids[SIGNALS_RUNNERS];   /* in the order in which they were started */
    bool ended[SIGNALS_RUNNERS]; /* and their parent knows it */
    int next;                    /* turns that were due so far: n % count */
};

/* Main writes "turn N" before each. */
static bool is_turn(const struct event *event, int *number)
{
    char text[16] = "";
    if (event->kind != EVENT_ENTER || signals_role(event) != ROLE_WRITE ||
        event->payload_length < 6 || event->payload_length >= 16)
        return false;
    memcpy(text, event->payload, (size_t)event->payload_length);
    return sscanf(text, "turn %d", number) == 1;
}

static void skip_ended(struct order *order, int rounds)
{
    while (order->next < rounds * order->count &&
           order->ended[order->next % order->count])
        order->next++;
}

static void note_order(struct check *check, struct order *order, int rounds,
                       const struct event *event)
{
    int number;
    if (event->kind == EVENT_REAP)
        for (int i = 0; i < order->count; i++)
            order->ended[i] |= order->pids[i] == event->other;
    if (!is_turn(event, &number))
        return;
    skip_ended(order, rounds);
    bool due = order->next < rounds * order->count;
    check_that(
        check, due && number == order->next % order->count, "OUT", NOWHERE,
        "a turn out of order",
        due ? text_of("child %d has a turn, and child %d is next", number,
                      order->next % order->count)
            : text_of("child %d has a turn behind the last round", number),
        text_of("one after the other, round after round; those that "
                "have ended are passed over"));
    order->next++;
}

static void check_order(struct check *check, int count, int rounds)
{
    const struct run *run = check->run;
    const struct log *log = trace_log(run->trace);
    struct order order = { .count = count };
    int ended = 0;
    for (int i = 0; i < count; i++) {
        const struct process *child = run_child(run, i + 1);
        order.pids[i] = child ? child->pid : 0;
        ended += child && WIFEXITED(child->wait_status);
    }
    for (size_t i = 0; i < run->event_count && !check->failed; i++)
        note_order(check, &order, rounds, log_at(log, i));
    skip_ended(&order, rounds);
    check_that(
        check, order.next == rounds * count, "OUT", NOWHERE,
        "some have had too few turns",
        text_of("child %d has waited for its turn in vain", order.next % count),
        NULL);
    char *returned = text_of("%d", ended);
    check_result(check, "returned", returned, "RESULT", NOWHERE,
                 "the result is how many ended by themselves");
    free(returned);
}

static struct turns read_turns(struct check *check)
{
    const struct run *run = check->run;
    const struct log *log = trace_log(run->trace);
    struct turns turns = { .count = 0 };
    for (size_t i = 0; i < run->event_count && !check->failed; i++)
        note_turn(check, &turns, log_at(log, i));
    return turns;
}

static bool have_length(const struct turns *turns)
{
    return turns->count < 4 || turns->waits > 0;
}

bool turns_have_length(struct check *check)
{
    struct turns turns = read_turns(check);
    return have_length(&turns);
}

void check_turns(struct check *check, int count, int rounds)
{
    struct turns turns = read_turns(check);
    check_that(check, have_length(&turns), "OUT", turns.place,
               "turns of no length",
               text_of("each child is let go on, and stopped again at once"),
               text_of("it computes from SIGCONT to SIGSTOP: wait for the "
                       "timer between the two"));
    check_order(check, count, rounds);
}

/*
 * main.c - plays each exercise once, and looks whether all went right.
 *
 *   ./race-conditions 6.1           one run: it goes right nearly always
 *   ./race-conditions 6.1 1000      a thousand runs: how often did it not?
 *
 *   shared ◄── B, C, D: the exercise's functions
 *      └─► all have ended: right?         exit status 0: yes, 1: no
 *
 * make check and make explore do not hope: they try every order that matters.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "race.h"

enum { CHILDREN_MAX = 3, RESULTS = 4 };

/* What the children of one run share. Each writes only to its own result. */
struct shared {
    union {
        struct counter counter;
        struct hall hall;
        struct clock clock;
        struct door door;
        struct table table;
        struct tally tally;
        struct ring ring;
        struct stack stack;
        struct passage passage;
        struct bank bank;
    };
    int results[CHILDREN_MAX][RESULTS];
    atomic_int within; /* 6.9: how many are in the passage */
};

struct scene {
    const char *id;
    void (*prepare)(struct shared *shared);
    void (*plays[CHILDREN_MAX])(struct shared *shared, int *results);
    bool (*right)(const struct shared *shared);
    const char *wrong; /* what is said if it was not */
};

void work(void)
{
    for (volatile int i = 0; i < 1000; i++)
        continue;
}

static void make_tools(struct tools *tools)
{
    pthread_mutexattr_t mutex;
    pthread_condattr_t changed;

    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&changed);
    pthread_condattr_setpshared(&changed, PTHREAD_PROCESS_SHARED);
    sem_init(&tools->semaphore, 1, 1);
    pthread_mutex_init(&tools->mutex, &mutex);
    pthread_cond_init(&tools->changed, &changed);
}

/* ---- 6.1 ----------------------------------------------------------------- */

static void begin_counter(struct shared *shared)
{
    make_tools(&shared->counter.tools);
}

static void door(struct shared *shared, int *results)
{
    (void)results;
    let_in(&shared->counter, 2);
}

static bool all_counted(const struct shared *shared)
{
    return shared->counter.inside == 4;
}

/* ---- 6.2 ----------------------------------------------------------------- */

static void begin_hall(struct shared *shared)
{
    make_tools(&shared->hall.tools);
}

static void customer_1(struct shared *shared, int *results)
{
    results[0] = book(&shared->hall, 0, 1) == 0;
}

/* Takes the other seat if the first is gone. */
static void customer_2(struct shared *shared, int *results)
{
    results[0] = book(&shared->hall, 0, 2) == 0;
    if (!results[0])
        results[1] = book(&shared->hall, 1, 2) == 0;
}

static bool each_seat_once(const struct shared *shared)
{
    int owner = shared->hall.seats[0];

    return shared->results[0][0] + shared->results[1][0] == 1 &&
           owner == (shared->results[0][0] ? 1 : 2);
}

static void nothing(struct shared *shared)
{
    (void)shared;
}

static void claimant(struct shared *shared, int *results)
{
    (void)shared;
    results[0] = claim("claimed") == 0;
}

static bool one_claim(const struct shared *shared)
{
    unlink("claimed");
    return shared->results[0][0] + shared->results[1][0] == 1;
}

/* ---- 6.3 ----------------------------------------------------------------- */

static void begin_clock(struct shared *shared)
{
    make_tools(&shared->clock.tools);
    shared->clock.hour = 9;
    shared->clock.minute = 59;
}

static void sets(struct shared *shared, int *results)
{
    (void)results;
    set(&shared->clock, 10, 0);
}

static void shows(struct shared *shared, int *results)
{
    results[0] = show(&shared->clock);
}

static bool is_time(int shown)
{
    return shown == 959 || shown == 1000;
}

static bool times_that_were(const struct shared *shared)
{
    return is_time(shared->results[1][0]) && is_time(shared->results[2][0]);
}

/* ---- 6.4 ----------------------------------------------------------------- */

static void begin_door(struct shared *shared)
{
    make_tools(&shared->door.tools);
}

static void waits(struct shared *shared, int *results)
{
    (void)results;
    wait_for_parcel(&shared->door);
}

static void brings(struct shared *shared, int *results)
{
    (void)results;
    bring_parcel(&shared->door);
}

static bool taken_in(const struct shared *shared)
{
    return !shared->door.parcel;
}

/* ---- 6.5 ----------------------------------------------------------------- */

static void begin_table(struct shared *shared)
{
    pthread_mutexattr_t attributes;

    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    for (int i = 0; i < PHILOSOPHERS; i++)
        pthread_mutex_init(&shared->table.forks[i], &attributes);
    make_tools(&shared->table.tools);
}

static void philosopher_0(struct shared *shared, int *results)
{
    (void)results;
    dine(&shared->table, 0);
}

static void philosopher_1(struct shared *shared, int *results)
{
    (void)results;
    dine(&shared->table, 1);
}

static void philosopher_2(struct shared *shared, int *results)
{
    (void)results;
    dine(&shared->table, 2);
}

static bool all_ate(const struct shared *shared)
{
    const int *meals = shared->table.meals;

    return meals[0] == 1 && meals[1] == 1 && meals[2] == 1;
}

/* ---- 6.6 ----------------------------------------------------------------- */

/* Its own child sends the urgent letter, when the handler is there. */
static void server(struct shared *shared, int *results)
{
    pid_t sender;

    (void)results;
    begin_to_serve(&shared->tally);
    sender = fork();
    if (sender == 0) {
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    serve(&shared->tally, 2);
    while (waitpid(sender, NULL, 0) == -1)
        continue;
    end_of_service(&shared->tally);
}

static bool all_answered(const struct shared *shared)
{
    return shared->tally.done == 3;
}

/* ---- 6.7 ----------------------------------------------------------------- */

static void putter(struct shared *shared, int *results)
{
    for (int i = 1; i <= 3 && put(&shared->ring, i); i++)
        results[0]++;
}

static void taker(struct shared *shared, int *results)
{
    for (int i = 0, value; i < 3; i++)
        if (take(&shared->ring, &value))
            results[1 + results[0]++] = value;
}

static bool in_order(const struct shared *shared)
{
    const int *taken = shared->results[1];

    for (int i = 0; i < taken[0]; i++)
        if (taken[1 + i] != i + 1)
            return false;
    return shared->results[0][0] >= 2;
}

/* ---- 6.8 ----------------------------------------------------------------- */

static void begin_stack(struct shared *shared)
{
    for (unsigned node = 1; node < NODES - 1; node++)
        shared->stack.below[node] = node + 1;
    shared->stack.top = 1;
}

static void pops_twice(struct shared *shared, int *results)
{
    results[0] = (int)pop(&shared->stack);
    results[1] = (int)pop(&shared->stack);
}

static void pops_and_pushes(struct shared *shared, int *results)
{
    unsigned first = pop(&shared->stack);

    results[0] = (int)pop(&shared->stack);
    if (first != 0)
        push(&shared->stack, first);
}

static bool each_once(const struct shared *shared)
{
    int one = shared->results[0][0], two = shared->results[0][1];
    int other = shared->results[1][0];

    return (one == 0 || (one != two && one != other)) &&
           (two == 0 || two != other);
}

/* ---- 6.9 ----------------------------------------------------------------- */

static void begin_passage(struct shared *shared)
{
    make_tools(&shared->passage.tools);
}

static void passes(struct shared *shared, int *results, int me)
{
    enter(&shared->passage, me);
    results[0] = atomic_fetch_add(&shared->within, 1) == 0;
    atomic_fetch_sub(&shared->within, 1);
    leave(&shared->passage, me);
}

static void passes_0(struct shared *shared, int *results)
{
    passes(shared, results, 0);
}

static void passes_1(struct shared *shared, int *results)
{
    passes(shared, results, 1);
}

static bool one_at_a_time(const struct shared *shared)
{
    return shared->results[0][0] && shared->results[1][0];
}

/* ---- 6.10 ---------------------------------------------------------------- */

static void begin_bank(struct shared *shared)
{
    make_tools(&shared->bank.tools);
    for (int i = 0; i < ACCOUNTS; i++) {
        make_tools(&shared->bank.accounts[i].tools);
        shared->bank.accounts[i].balance = 100;
    }
}

static void pays_0_to_1(struct shared *shared, int *results)
{
    results[0] = transfer(&shared->bank, 0, 1, 100) == 0;
}

static void pays_0_to_2(struct shared *shared, int *results)
{
    results[0] = transfer(&shared->bank, 0, 2, 100) == 0;
}

static void pays_1_to_0(struct shared *shared, int *results)
{
    results[0] = transfer(&shared->bank, 1, 0, 100) == 0;
}

static void pays_2_to_3(struct shared *shared, int *results)
{
    results[0] = transfer(&shared->bank, 2, 3, 100) == 0;
}

static bool nothing_lost(const struct shared *shared)
{
    int sum = 0;

    for (int i = 0; i < ACCOUNTS; i++) {
        int balance = shared->bank.accounts[i].balance;

        if (balance < 0)
            return false;
        sum += balance;
    }
    return sum == 100 * ACCOUNTS;
}

static bool spent_once(const struct shared *shared)
{
    return nothing_lost(shared) &&
           shared->results[0][0] + shared->results[1][0] == 1;
}

/* ---- all of them --------------------------------------------------------- */

static const struct scene scenes[] = {
    { "6.1",
      begin_counter,
      { door, door },
      all_counted,
      "4 visitors came in, and another number was counted" },
    { "6.2",
      begin_hall,
      { customer_1, customer_2 },
      each_seat_once,
      "a seat was sold to two" },
    { "6.2-claim",
      nothing,
      { claimant, claimant },
      one_claim,
      "not just one made the file" },
    { "6.3",
      begin_clock,
      { sets, shows, shows },
      times_that_were,
      "a time was shown to which the clock was never set" },
    { "6.4",
      begin_door,
      { waits, brings },
      taken_in,
      "the parcel still lies there" },
    { "6.5",
      begin_table,
      { philosopher_0, philosopher_1, philosopher_2 },
      all_ate,
      "not everybody has eaten once" },
    { "6.6",
      nothing,
      { server },
      all_answered,
      "3 letters were answered, and another number was counted" },
    { "6.7",
      nothing,
      { putter, taker },
      in_order,
      "what was taken is not what was put" },
    { "6.8",
      begin_stack,
      { pops_twice, pops_and_pushes },
      each_once,
      "a node was given to two" },
    { "6.9",
      begin_passage,
      { passes_0, passes_1 },
      one_at_a_time,
      "both were in the passage at once" },
    { "6.10",
      begin_bank,
      { pays_0_to_1, pays_0_to_2 },
      spent_once,
      "100 were spent twice, or got lost" },
    { "6.10-opposite",
      begin_bank,
      { pays_0_to_1, pays_1_to_0 },
      nothing_lost,
      "money got lost, or was made" },
    { "6.10-apart",
      begin_bank,
      { pays_0_to_1, pays_2_to_3 },
      nothing_lost,
      "money got lost, or was made" },
};

static const struct scene *find_scene(const char *id)
{
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        if (strcmp(scenes[i].id, id) == 0)
            return &scenes[i];
    errx(2,
         "%s: no such exercise; 6.1 to 6.10, 6.2-claim, 6.10-opposite, "
         "6.10-apart",
         id);
}

/* Returns NULL if all went right, else what went wrong. */
static const char *run(const struct scene *scene)
{
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const char *wrong = NULL;
    int status;

    if (shared == MAP_FAILED)
        err(2, "mmap");
    scene->prepare(shared);
    for (int i = 0; i < CHILDREN_MAX && scene->plays[i]; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(2, "fork");
        if (pid == 0) {
            scene->plays[i](shared, shared->results[i]);
            _exit(0);
        }
    }
    while (wait(&status) > 0)
        if (status != 0)
            wrong = "a process has crashed";
    if (!scene->right(shared) && !wrong)
        wrong = scene->wrong;
    munmap(shared, sizeof *shared);
    return wrong;
}

int main(int argc, char *argv[])
{
    long rounds = argc == 3 ? strtol(argv[2], NULL, 10) : 1, failures = 0;
    const char *wrong = NULL;
    const struct scene *scene;

    if (argc < 2 || argc > 3 || rounds < 1 || rounds > 1000000)
        errx(2, "usage: race-conditions EXERCISE [ROUNDS]");
    scene = find_scene(argv[1]);
    for (long i = 0; i < rounds; i++) {
        wrong = run(scene);
        failures += wrong != NULL;
    }
    if (argc == 3)
        printf("= wrong %ld of %ld\n", failures, rounds);
    else if (wrong)
        puts(wrong);
    return failures != 0;
}

/*
 * race.h - what the programs of this lab do, and what they do it on.
 *
 * Everything here lies in memory that several processes share. Nothing waits
 * that is not made to wait, so each program goes right nearly always.
 */
#ifndef RACE_H
#define RACE_H

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Made ready by main.c, for several processes, and used by nobody yet: take
 * what you like of it. sem_overview(7) pthread_mutex_lock(3) pthread_cond_wait(3)
 */
struct tools {
    sem_t semaphore; /* its value is 1 */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

/*
 * What takes its time, and what processes must be able to do at the same time:
 * whoever calls it while he keeps all others out makes them wait in vain.
 */
void work(void);

/* ---- 6.1 a counter (counter.c) ------------------------------------------- */

struct counter {
    bool closed;
    int inside;
    struct tools tools;
};

/*
 * Lets `visitors` in, one after the other, each with a greeting (work), until
 * the house is closed. Several doors do so at once. In the end `inside` is how
 * many they have let in together.
 */
void let_in(struct counter *counter, int visitors);

/* ---- 6.2 look, then take (seats.c) --------------------------------------- */

enum { SEATS = 2 };

struct hall {
    int seats[SEATS]; /* who has it; 0: nobody */
    struct tools tools;
};

/*
 * Books a seat (0 to SEATS - 1) for a customer (from 1), who pays for it
 * (work). Returns 0, and seats[seat] is his; or -1 if it is somebody else's.
 * Customers for different seats pay at the same time.
 */
int book(struct hall *hall, int seat, int customer);

/*
 * Makes the file, empty. Returns 0; or -1 if it is there already. Of several
 * who try at once, one makes it.                             open(2), O_EXCL
 */
int claim(const char *path);

/* ---- 6.3 two words that belong together (clock.c) ------------------------ */

struct clock {
    int hour, minute;
    atomic_int version; /* 0, and used by nobody yet */
    struct tools tools;
};

/*
 * set    sets the clock. Only one process does so.
 * show   reads the clock, draws its hands (work), and returns what it has
 *        drawn, 959 for 9:59: a time that the clock was set to.
 */
void set(struct clock *clock, int hour, int minute);
int show(struct clock *clock);

/* ---- 6.4 a bell that nobody hears (door.c) ------------------------------- */

struct door {
    bool parcel; /* lies before the door */
    struct tools tools;
};

/*
 * wait_for_parcel   sleeps until a parcel lies there, and takes it in.
 * bring_parcel      puts a parcel there, and wakes who waits for it.
 */
void wait_for_parcel(struct door *door);
void bring_parcel(struct door *door);

/* ---- 6.5 one fork after the other (forks.c) ------------------------------ */

enum { PHILOSOPHERS = 3 };

struct table {
    pthread_mutex_t forks[PHILOSOPHERS]; /* fork i lies left of seat i */
    int meals[PHILOSOPHERS];
    struct tools tools;
};

/*
 * The philosopher at the seat thinks (work), takes the forks to his left and to
 * his right, eats (meals), and puts them back. Everybody gets to eat.
 */
void dine(struct table *table, int seat);

/* ---- 6.6 a signal in between (tally.c) ----------------------------------- */

struct tally {
    int done;   /* letters that have been answered, of both kinds */
    int urgent; /* 0, and used by nobody yet */
};

/*
 * begin_to_serve   from now on a signal SIGUSR1 is an urgent letter, which is
 *                  answered at once, whatever is being done.
 * serve            answers some more letters, each with some work.
 * end_of_service   no urgent letter comes any more. `done` is then how many
 *                  letters of both kinds were answered.
 */
void begin_to_serve(struct tally *tally);
void serve(struct tally *tally, int letters);
void end_of_service(struct tally *tally);

/* ---- 6.7 what comes first in a ring (ring.c) ----------------------------- */

enum { SLOTS = 2 };

struct ring {
    atomic_uint head; /* so many were taken; only the taker changes it */
    atomic_uint tail; /* so many were put; only the putter changes it */
    int slots[SLOTS];
};

/*
 * One process puts, one takes. Both return false, and do nothing, if the ring is
 * full or empty. What is taken is what was put, in the same order. Without a
 * lock: neither ever waits for the other.
 */
bool put(struct ring *ring, int value);
bool take(struct ring *ring, int *value);

/* ---- 6.8 the same again, and yet another (stack.c) ----------------------- */

enum { NODES = 4 };

struct stack {
    _Atomic uint64_t top; /* the lower 32 bits: the uppermost node, 0: none; the
                             upper ones are 0, and used by nobody yet */
    atomic_uint below[NODES]; /* the node under each, 0: none */
};

/*
 * A stack of free nodes (1 to NODES - 1), for any number of processes, without
 * a lock.
 * pop    takes the uppermost node. Returns it, or 0 if there is none. Until it
 *        is pushed again it is nobody else's.
 * push   puts a node back.
 */
unsigned pop(struct stack *stack);
void push(struct stack *stack, unsigned node);

/* ---- 6.9 after you (polite.c) -------------------------------------------- */

struct passage {
    atomic_int wants[2];
    atomic_int turn; /* 0, and used by nobody yet */
    struct tools tools;
};

/*
 * The passage is so narrow that one of the two (me: 0 or 1) may be in it.
 * enter   waits until the other is not in it. Whoever wants in comes in.
 * leave   lets the other in.
 */
void enter(struct passage *passage, int me);
void leave(struct passage *passage, int me);

/* ---- 6.10 money (bank.c) ------------------------------------------------- */

enum { ACCOUNTS = 4 };

struct account {
    int balance; /* never below 0 */
    struct tools tools;
};

struct bank {
    struct account accounts[ACCOUNTS];
    struct tools tools;
};

/*
 * Moves an amount from one account to another, and writes a letter about it
 * (work). Returns 0; or -1, with nothing moved, if the account holds less.
 * Nobody ever waits for ever, and transfers between other accounts go on
 * meanwhile.
 */
int transfer(struct bank *bank, int from, int to, int amount);

#endif

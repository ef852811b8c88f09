/*
 * semaphores.h - the functions of lab 05, documented like manual pages.
 *
 *                  value 2            value 0
 *   sem_wait       -> 1, goes on      sleeps until there is one
 *   sem_post       -> 3               -> 1, or one sleeper goes on with it
 *
 * A semaphore is a number that is never below 0, and a place to sleep. What it
 * counts is up to you: whoever may go in, free places, things that are ready.
 * It knows nothing of owners: anybody may post, and nobody is missed who died.
 *
 * Conventions of every function here:
 * - It returns -1 (or NULL) and sets errno on an error, and then leaves nothing
 *   behind: no name, no set, no child, and no permit taken.
 * - A signal handler that interrupts it is no error (EINTR never comes out).
 * - It sleeps in the kernel while it has to wait, and never asks in a loop.
 * - Names and keys come in as arguments; none is ever fixed.
 * - Memory for a struct that processes share is zeroed, shared, and the
 *   caller's.
 */
#ifndef SEMAPHORES_H
#define SEMAPHORES_H

#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>

/* ---- 5.1: one at a time (gate.c) ----------------------------------------- */

/*
 * Makes the gate `name`: a named semaphore for its owner alone (mode 0600),
 * with so many permits. One of this name that an earlier run has left is
 * removed first, whatever its value was.
 * name   as sem_open takes it ("/x")     permits   1 or more
 * Returns the semaphore, or NULL. It is the caller's, for gate_remove; the name
 * stays until then, so that others find it.
 * Errors: those of sem_unlink but ENOENT, and of sem_open.
 *                                   sem_overview(7) sem_open(3) sem_unlink(3)
 */
sem_t *gate_make(const char *name, unsigned permits);

/*
 * Finds the gate that somebody has made; never makes one.
 * Returns the semaphore, which the caller gives back with sem_close, or NULL.
 * Errors: those of sem_open; ENOENT when there is none.            sem_open(3)
 */
sem_t *gate_find(const char *name);

/*
 * Waits for a permit, calls inside with it, and gives it back, whatever inside
 * has returned. So at most as many processes are inside as there are permits.
 * Returns what inside returned (errno is its own). Errors: those of sem_wait
 * but EINTR.                                            sem_wait(3) sem_post(3)
 */
int gate_pass(sem_t *gate, int (*inside)(void));

/* Closes the gate and takes its name away; errno stays.  sem_close(3)
 * sem_unlink(3) */
void gate_remove(const char *name, sem_t *gate);

/* ---- 5.2: now, or in time (gate.c) --------------------------------------- */

/*
 * As gate_pass, but it never sleeps: with no permit free it fails with EAGAIN,
 * and inside is not called.                                       sem_trywait(3)
 */
int gate_try(sem_t *gate, int (*inside)(void));

/*
 * As gate_pass, but it waits `milliseconds` (0 or more) at most: then it fails
 * with ETIMEDOUT, and inside is not called.     sem_timedwait(3) clock_gettime(2)
 */
int gate_within(sem_t *gate, int milliseconds, int (*inside)(void));

/* ---- for 5.3 to 5.6 ------------------------------------------------------ */

/*
 * sem_wait until there is a permit: an interrupted one is made again, and any
 * other error ends the program, so there is nothing to look at. Finished code
 * (main.c); you may as well write sem_wait and its loop yourself.  sem_wait(3)
 */
void wait_for(sem_t *semaphore);

/*
 * The structs below are yours: which semaphores they need, you decide. Main asks
 * for their size (finished code) and gives you memory: zeroed, shared by all
 * processes, and forked behind the init function.
 */

/* ---- 5.3: a bounded buffer (buffer.c) ------------------------------------ */

/*
 *   producer ─put─►                                   ─take─► consumer
 *   producer ─put─►  [ 17 ][ 18 ][    ][    ][ 16 ]   ─take─► consumer
 *                     full: put sleeps    empty: take sleeps
 */
enum { BUFFER_MAX = 64 };
struct buffer;
size_t buffer_size(void);

/*
 * Makes zeroed shared memory an empty buffer with room for so many items.
 * room   1 to BUFFER_MAX
 * Returns 0. Errors: those of sem_init.                             sem_init(3)
 */
int buffer_init(struct buffer *buffer, unsigned room);

/*
 * Puts an item in; sleeps while there is no room. One process at a time puts.
 * halfway is called when the item stands in its place, and the buffer does not
 * say so yet. Returns 0.
 */
int buffer_put(struct buffer *buffer, int item, void (*halfway)(void));

/*
 * Takes the oldest item out; sleeps while there is none. One process at a time
 * takes. halfway is called when the item has been copied, and its place is not
 * free yet. Returns 0.
 */
int buffer_take(struct buffer *buffer, int *item, void (*halfway)(void));

/* ---- 5.4: readers and writers (room.c) ----------------------------------- */

/*
 * Readers are in the room together; a writer is there alone. And nobody waits
 * for ever: while a writer waits, readers who come later wait behind it; and a
 * reader waits for those who came before, but not for all the writers who come.
 */
struct room;
size_t room_size(void);

/* Makes zeroed shared memory an empty room. Returns 0.             sem_init(3) */
int room_init(struct room *room);

/* Each waits until it may be there, calls inside, and leaves, whatever inside
 * has returned. Returns what inside returned (errno is its own). */
int room_read(struct room *room, int (*inside)(void));
int room_write(struct room *room, int (*inside)(void));

/* ---- 5.5: dining philosophers (table.c) ---------------------------------- */

/*
 *        seat 0        seat n has fork n on its left and fork n + 1 on its
 *      0        1      right; the last seat has fork 0 on its right
 *   seat 2    seat 1
 *         2
 */
enum { SEATS_MAX = 16 };
struct table;
size_t table_size(void);

/* Makes zeroed shared memory a table. seats: 2 to SEATS_MAX. Returns 0.
 *                                                                  sem_init(3) */
int table_init(struct table *table, int seats);

/*
 * Waits for both forks of this seat (0 to seats - 1), calls eat, and puts both
 * back, whatever eat has returned. Two who are not neighbours can eat at the same
 * time; and whatever all the others do, nobody waits for ever.
 * Returns what eat returned (errno is its own).
 */
int table_eat(struct table *table, int seat, int (*eat)(void));

/* ---- 5.6: a barrier (barrier.c) ------------------------------------------ */

struct barrier;
size_t barrier_size(void);

/* Makes zeroed shared memory a barrier for so many processes (1 or more).
 * Returns 0.                                                       sem_init(3) */
int barrier_init(struct barrier *barrier, int processes);

/*
 * Sleeps until all processes have called it, and then lets all of them go on. It
 * can be used again at once: whoever comes first for the next round waits until
 * all have come for that one, too, however slowly the others leave this one.
 * Returns 0.
 */
int barrier_wait(struct barrier *barrier);

/* ---- 5.7: a set that many use (sets.c) ----------------------------------- */

/*
 *   set:  | ready | users | values[0] | values[1] | ...
 *
 * A System V set of semaphores, found by a key. To make it and to give it values
 * are two steps: between them, and before and after, others may come.
 */
enum { SET_READY, SET_USERS, SET_FIRST, SET_MAX = 32 };

/* The fourth argument of semctl: every program must define it itself. */
union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

/*
 * Makes the set of this key, for its owner alone (mode 0600), with count values
 * behind its own two; one that an earlier run has left is removed first. Not
 * before all values are there the set is ready.
 * count   1 to SET_MAX - SET_FIRST
 * Returns its id; the set stays until set_end. Errors: those of semget and
 * semctl, and then there is no set.
 *                              semget(2), Semaphore initialization; semctl(2)
 */
int set_make(key_t key, const unsigned short values[], int count);

/*
 * Joins the set that somebody makes or has made: sleeps until it is ready, and
 * is one user more until set_leave, or until the process ends, however it ends.
 * It changes no other value. Returns the id. Errors: ENOENT when there is no
 * set; EIDRM when it is removed meanwhile.                             semop(2)
 */
int set_join(key_t key);

/* Is one user less. Returns 0. Errors: those of semop but EINTR. */
int set_leave(int set);

/*
 * Sleeps until the set has no user, and removes it. Returns 0. Errors: those of
 * semop but EINTR, and of semctl.                          semop(2) semctl(2)
 */
int set_end(int set);

/* ---- 5.8: two at once (sets.c) ------------------------------------------- */

/*
 * Waits until it has one of both semaphores, calls inside, and gives both back,
 * whatever inside has returned. While it waits it has neither, so nobody waits
 * for it. If the process dies inside, however it dies, both are given back.
 * set    any set      first, second   numbers in it, not the same
 * Returns what inside returned (errno is its own). Errors: those of semop but
 * EINTR.                                                  semop(2), SEM_UNDO
 */
int with_both(int set, int first, int second, int (*inside)(void));

/*
 * Adds amount to a semaphore that counts what there is; it stays there when this
 * process has ended. Returns 0. Errors: those of semop.               semop(2)
 */
int supply(int set, int which, int amount);

/* Waits until there is one, and takes it for good. Returns 0. Errors: those of
 * semop but EINTR. */
int consume(int set, int which);

/* ---- 5.9: the upper-case service (desk.c) -------------------------------- */

/*
 *   client ── text ──► |      | ── text ──►
 *                      | desk |            server
 *   client ◄─ TEXT ─── |      | ◄─ TEXT ──
 *
 * There is one desk, in shared memory, and one client at a time is served there.
 */
enum { DESK_MAX = 200 }; /* bytes of a text */
struct desk;
size_t desk_size(void);

/* Makes zeroed shared memory a desk. Returns 0.                    sem_init(3) */
int desk_init(struct desk *desk);

/*
 * For a client: sends text[0..length-1], and sleeps until it is answered, also
 * while other clients do the same.
 * length   0 to DESK_MAX      answer   receives as many bytes
 * Returns 0.
 */
int desk_ask(struct desk *desk, const char *text, size_t length,
             char answer[DESK_MAX]);

/* For the server: answers each text in upper case (C locale), until desk_stop.
 * Sleeps while there is none. Returns 0. */
int desk_serve(struct desk *desk);

/* Lets the server end, when nobody is being served. Returns 0. */
int desk_stop(struct desk *desk);

/* ---- 5.10: choose a mechanism (scanner.c) -------------------------------- */

/*
 * A scanner is used by one program at a time. Programs know nothing of each
 * other but the path of a file, which is there, and which all of them name; it
 * may be opened, and its bytes are yours. Any of them may be killed at any
 * moment, also while it scans: then the next one gets the scanner at once.
 * And when all have ended, however they ended, nothing is left of it.
 */
struct scanner;

/*
 * For a program, which calls it itself, behind any fork.
 * Returns the scanner, for scanner_close, or NULL. Errors: those of open, ...
 */
struct scanner *scanner_open(const char *path);

/*
 * Waits until nobody uses the scanner, calls scan, and leaves it, whatever scan
 * has returned. If it may not wait and the scanner is in use, it fails at once
 * with EAGAIN, and scan is not called.
 * Returns what scan returned (errno is its own).
 */
int scanner_use(struct scanner *scanner, bool may_wait, int (*scan)(void));

void scanner_close(struct scanner *scanner);

#endif

/* sketch.h - small programs by chance, and all they may come to.
 *
 *   seed ─► sketch ─┬─ sketch_print ─► C ─► the explorer ─► its ends
 *                   └─ sketch_ends ─► every order, by hand ─► the same ones
 *
 * Two or three processes take a few steps each, on two words and two semaphores
 * that they share. Nothing here knows how the explorer searches.
 */
#ifndef EXPLORE_TESTS_SKETCH_H
#define EXPLORE_TESTS_SKETCH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define SKETCH_PROCESSES 3
#define SKETCH_ACTIONS 4
#define SKETCH_THINGS 2 /* words, and semaphores */
#define SKETCH_END 64   /* characters that tell an end */

enum action_kind {
    LOAD,     /* r = word */
    STORE,    /* word = r + value */
    ADD,      /* word += value: a load and a store */
    ADD_ONCE, /* the same in one step */
    WAIT,     /* sem_wait */
    POST,     /* sem_post */
    ACTION_KINDS,
};

struct action {
    enum action_kind kind;
    int thing, value;
};

struct sketch {
    int processes, lengths[SKETCH_PROCESSES];
    int semaphores[SKETCH_THINGS]; /* their first values */
    struct action actions[SKETCH_PROCESSES][SKETCH_ACTIONS];
};

/* The ends that some program came to, each once. An end is a text: the words
 * and what each process has in r, "0 2 r 0 2"; or, if all who have not ended
 * wait for ever, how many steps each has taken, "stuck 2 1". That a process ends
 * is no step. */
struct ends {
    char (*texts)[SKETCH_END];
    size_t count, room;
};

/* The next sketch; *state is any number at first. */
struct sketch sketch_draw(uint64_t *state);

/* Writes one C program with all the sketches: the one whose number is in the
 * environment (SKETCH) is what it does. It prints the words and r's. */
void sketch_print(FILE *file, const struct sketch *sketches, int count);

/* Adds all ends of the sketch with at most `bound` preemptions (-1: any number),
 * by trying every order. A preemption: another process comes on while the last
 * one could have gone on. */
void sketch_ends(const struct sketch *sketch, int bound, struct ends *ends);

/* Adds a text unless it is there. Aborts when there is no memory. */
void ends_add(struct ends *ends, const char *text);
bool ends_have(const struct ends *ends, const char *text);
void ends_free(struct ends *ends);

#endif

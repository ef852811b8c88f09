/* 03-message-queues.h - what the files of lab 03's suite share. */
#ifndef TESTS_MESSAGE_QUEUES_H
#define TESTS_MESSAGE_QUEUES_H

#include "harness/check.h"
#include "harness/moments.h"

/* One POSIX queue, or several of the same kind. */
extern const struct setting queues_posix;

/* The service that a scene is played with, a name for queues: behind walls
 * every run has its own, else it must be new. It belongs to the suite. */
const char *queues_service(void);

/* The text that main.c makes of "*LENGTH": the alphabet again and again, from
 * this letter on ('a' or 'A'). malloc'd, the caller frees it. */
char *queues_alphabet(char first, size_t length);

/* Held when it first receives, or first sends, until all others sleep. Who
 * polls before it receives is held there. */
#define HOLD_RECEIVE(who) HOLD_AT(who, ROLE_RECEIVE, OBJECT_NONE, 1)
#define HOLD_SEND(who) HOLD_AT(who, ROLE_SEND, OBJECT_NONE, 1)
#define HOLD_POLL(who) HOLD_AT(who, ROLE_POLL, OBJECT_NONE, 1)

#endif

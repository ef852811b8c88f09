/* token.h - the turn, for those who hand it on: choose.c, task.c, token.c. */
#ifndef EXPLORE_RUNTIME_TOKEN_H
#define EXPLORE_RUNTIME_TOKEN_H

#include "explore/runtime/runtime.h"

/* Sleeps until somebody gives that word, and takes it. */
void token_wait(uint32_t *word);
void token_give(uint32_t *word);

/* The task that goes on now; the run is over if there is none. */
int token_choose(void);

/* What the task's last step has changed is known by now: who waits for it may
 * try again. */
void token_finish(void);

#endif

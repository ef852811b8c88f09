/* start.h - how an explored program comes to life. */
#ifndef EXPLORE_START_H
#define EXPLORE_START_H

#include "explore/explore.h"

/* Starts it with the board as descriptor BOARD_FD, and output_fd as 1 and 2.
 * Returns its number, or -1 with errno. Ends with the caller. */
pid_t start_program(const struct start *start, struct board *board,
                    int board_fd, int output_fd);

/* From now on the caller, and whom it starts, stay on the processor where the
 * caller is. */
void start_pin(void);

#endif

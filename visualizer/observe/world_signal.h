/* world_signal.h - clocks and signal counts of a process; for world.c only. */
#ifndef OBSERVE_WORLD_SIGNAL_H
#define OBSERVE_WORLD_SIGNAL_H

#include "observe/world.h"

/* A call armed or disarmed a clock: value = enum timer (-1: none that
 * signals), other = clock, fd = its signal. */
void world_clock_set(struct process *process, const struct event *event);

/* What exec leaves: POSIX timers go, the interval timer stays. execve(2) */
void world_clocks_keep(struct process *process);

/* A call has sent signal `value` to process `other`; 0: to several. */
void world_signal_sent(struct world *world, const struct event *event);

/* EVENT_SIGNAL: it was delivered or fetched. */
void world_signal_taken(struct world *world, struct process *process,
                        const struct event *event);

#endif

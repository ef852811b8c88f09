/* cpu.h - one processor for each run, as long as there are enough. */
#ifndef HARNESS_CPU_H
#define HARNESS_CPU_H

/* Claims a processor on which the caller may run and that no other run of this
 * user has claimed; the one it is on if all are taken. Returns its number and
 * sets *claim, which the caller closes when the run is over (-1: none). A
 * caller that dies gives its claim back. */
int cpu_claim(int *claim);

#endif

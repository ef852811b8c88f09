/* build.h - compiles a program for the explorer. */
#ifndef EXPLORE_BUILD_H
#define EXPLORE_BUILD_H

/* Compiles with `compiler` (NULL: gcc, or clang if the kit was built with it)
 * `count` C files (and with `flags`, further arguments ended by NULL)
 * together with the runtime into `program`. The compiler's messages go to
 * descriptor 2. 0: done; 1: the program has faults; -1 with errno. */
int explore_build(const char *compiler, const char *const *files, int count,
                  const char *const *flags, const char *program);

#endif

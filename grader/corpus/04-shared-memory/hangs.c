/* hangs: every exercise waits for ever, for the end of data that cannot come.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(memory.c) */
#include <fcntl.h>
#include <unistd.h>

/* Reads from a pipe whose write end stands open in this very process. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* TOP(segment.c) */
#include <fcntl.h>
#include <unistd.h>

/* Reads from a pipe whose write end stands open in this very process. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* TOP(ring.c) */
#include <fcntl.h>
#include <unistd.h>

/* Reads from a pipe whose write end stands open in this very process. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* TOP(table.c) */
#include <fcntl.h>
#include <unistd.h>

/* Reads from a pipe whose write end stands open in this very process. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* GAP(4.1a) */
hang();
/* GAP(4.1b) */
hang();
/* GAP(4.1c) */
hang();
/* GAP(4.2a) */
hang();
/* GAP(4.2b) */
hang();
/* GAP(4.3a) */
hang();
/* GAP(4.3b) */
hang();
/* GAP(4.4a) */
hang();
/* GAP(4.5a) */
hang();
/* GAP(4.5b) */
hang();
/* GAP(4.5c) */
hang();
/* GAP(4.6a) */
hang();
/* GAP(4.6b) */
hang();
/* GAP(4.7a) */
hang();
/* GAP(4.7b) */
hang();
/* GAP(4.8a) */
hang();
/* GAP(4.8b) */
hang();
/* GAP(4.8c) */
hang();

/* hangs: every exercise waits for ever, for the end of data that cannot come.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(pipes.c) */

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
/* TOP(shell.c) */

static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* GAP(1.1c) */
hang();
/* GAP(1.2a) */
hang();
/* GAP(1.2b) */
hang();
/* GAP(1.3b) */
hang();
/* GAP(1.4) */
hang();
/* GAP(1.5a) */
hang();
/* GAP(1.5b) */
hang();
/* GAP(1.6a) */
hang();
/* GAP(1.6b) */
hang();
/* GAP(1.7a) */
hang();

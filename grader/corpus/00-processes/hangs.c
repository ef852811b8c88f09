/* hangs: every exercise waits for ever, for the end of data that cannot come.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(processes.c) */

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
/* GAP(0.1a) */
hang();
/* GAP(0.1b) */
hang();
/* GAP(0.1c) */
hang();
/* GAP(0.2a) */
hang();
/* GAP(0.2b) */
hang();
/* GAP(0.3a) */
hang();
/* GAP(0.3b) */
hang();
/* GAP(0.3c) */
hang();
/* GAP(0.4a) */
hang();
/* GAP(0.5a) */
hang();
/* GAP(0.5b) */
hang();
/* GAP(0.6) */
hang();
/* GAP(0.7c) */
hang();

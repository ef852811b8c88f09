/* hangs: every exercise waits for ever, for the end of data that cannot come.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(fifos.c) */

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
/* TOP(service.c) */

static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* TOP(mailbox.c) */

static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) == 0)
        while (read(ends[0], &byte, 1) > 0)
            continue;
    _exit(1);
}
/* GAP(2.1a) */
hang();
/* GAP(2.1b) */
hang();
/* GAP(2.1c) */
hang();
/* GAP(2.1d) */
hang();
/* GAP(2.2a) */
hang();
/* GAP(2.2b) */
hang();
/* GAP(2.3a) */
hang();
/* GAP(2.3b) */
hang();
/* GAP(2.4) */
hang();
/* GAP(2.5a) */
hang();
/* GAP(2.6a) */
hang();
/* GAP(2.7b) */
hang();
/* GAP(2.7c) */
hang();

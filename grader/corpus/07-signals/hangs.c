/* hangs: every exercise waits for ever, for a signal that cannot come.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(handlers.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(children.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(server.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(data.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(start.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(scheduler.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(desk.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* TOP(guard.c) */

/* A signal that nobody sends. */
static _Noreturn void hang(void)
{
    for (;;)
        pause();
}
/* REPLACE(count_until) */
long count_until(int number, void (*begun)(void))
{
    (void)number;
    (void)begun;
    hang();
}
/* REPLACE(print_lines) */
int print_lines(int count, int number)
{
    (void)count;
    (void)number;
    hang();
}
/* GAP(7.2c) */
    hang();
/* GAP(7.3c) */
        hang();
/* GAP(7.4d) */
    (void)door;
    hang();
/* GAP(7.5d) */
    (void)event;
    hang();
/* REPLACE(run_program) */
int run_program(char *const argv[])
{
    (void)argv;
    hang();
}
/* REPLACE(round_robin) */
int round_robin(int count, void (*work)(int number), int slice_ms, int rounds,
                void (*turn)(int number))
{
    (void)count;
    (void)work;
    (void)slice_ms;
    (void)rounds;
    (void)turn;
    hang();
}
/* GAP(7.8d) */
    (void)before;
    hang();
/* REPLACE(guard) */
int guard(char *const argv[], int limit_ms, int grace_ms)
{
    (void)argv;
    (void)limit_ms;
    (void)grace_ms;
    hang();
}

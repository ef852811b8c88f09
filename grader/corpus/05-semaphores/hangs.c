/* hangs: every exercise waits for ever, for a permit that nobody can give.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(gate.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(buffer.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(room.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(table.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(barrier.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(sets.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(desk.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* TOP(scanner.c) */
/* Waits for a semaphore that nobody else knows. */
static _Noreturn void hang(void)
{
    sem_t never;

    sem_init(&never, 0, 0);
    for (;;)
        wait_for(&never);
}
/* GAP(5.1a) */
    (void)name;
    (void)permits;
    hang();
/* GAP(5.2a) */
    (void)gate;
    (void)inside;
    hang();
/* GAP(5.2b) */
    (void)moment;
    (void)gate;
    (void)milliseconds;
    (void)inside;
    hang();
/* GAP(5.3b) */
    hang();
/* GAP(5.4b) */
    (void)room;
    hang();
/* GAP(5.5b) */
    hang();
/* GAP(5.6b) */
    hang();
/* GAP(5.7a) */
    (void)remove_old;
    (void)key;
    (void)argument;
    set = -1;
    hang();
/* GAP(5.8a) */
    (void)set;
    (void)both;
    hang();
/* GAP(5.8c) */
    (void)set;
    (void)which;
    (void)amount;
    hang();
/* GAP(5.9b) */
    (void)desk;
    hang();
/* GAP(5.10b) */
    (void)path;
    hang();

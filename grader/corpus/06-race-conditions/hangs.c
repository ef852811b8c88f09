/* hangs: every exercise that may wait waits for ever, for a permit that nobody
 * gives. Made for lab.sh, which measures how long the proof takes.
 */
/* GAP(6.1b) */
    (void)visitors;
    for (;;)
        sem_wait(&counter->tools.semaphore);
/* GAP(6.2b) */
    (void)seat;
    (void)customer;
    for (;;)
        sem_wait(&hall->tools.semaphore);
/* GAP(6.3b) */
    (void)hour;
    (void)minute;
    for (;;)
        sem_wait(&clock->tools.semaphore);
/* GAP(6.4b) */
    for (;;)
        sem_wait(&door->tools.semaphore);
/* GAP(6.5b) */
    (void)left;
    (void)right;
    for (;;)
        sem_wait(&table->tools.semaphore);
/* GAP(6.9b) */
    (void)me;
    for (;;)
        sem_wait(&passage->tools.semaphore);
/* GAP(6.10b) */
    (void)source;
    (void)target;
    (void)amount;
    for (;;)
        sem_wait(&bank->tools.semaphore);

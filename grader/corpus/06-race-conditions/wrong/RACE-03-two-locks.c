/* RACE-03: looking and taking are locked, but each by itself.
 * expect: RACE-03 in 6.2 at here
 */
/* GAP(6.2b) */
    int owner;

    sem_wait(&hall->tools.semaphore);
    owner = hall->seats[seat];
    sem_post(&hall->tools.semaphore);
    if (owner != 0)
        return -1;
    work();
    sem_wait(&hall->tools.semaphore);
    hall->seats[seat] = customer; /* here */
    sem_post(&hall->tools.semaphore);
    return 0;

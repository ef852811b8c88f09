/* Both accounts are locked while the letter is written.
 * expect: full points
 */
/* GAP(6.10b) */
    struct account *first = from < to ? source : target;
    struct account *second = from < to ? target : source;
    int result = -1;

    sem_wait(&first->tools.semaphore);
    sem_wait(&second->tools.semaphore);
    if (source->balance >= amount) {
        work();
        source->balance -= amount;
        target->balance += amount;
        result = 0;
    }
    sem_post(&second->tools.semaphore);
    sem_post(&first->tools.semaphore);
    return result;

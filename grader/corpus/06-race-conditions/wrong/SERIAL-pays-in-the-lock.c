/* SERIAL: nobody else pays meanwhile.
 * expect: SERIAL in 6.2 no line
 */
/* GAP(6.2b) */
    int result = -1;

    sem_wait(&hall->tools.semaphore);
    if (hall->seats[seat] == 0) {
        work();
        hall->seats[seat] = customer;
        result = 0;
    }
    sem_post(&hall->tools.semaphore);
    return result;

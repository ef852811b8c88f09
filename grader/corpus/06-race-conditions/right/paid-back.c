/* Marked as reserved, paid outside of the lock, then sold.
 * expect: full points
 */
/* GAP(6.2b) */
    int result = -1;

    pthread_mutex_lock(&hall->tools.mutex);
    if (hall->seats[seat] == 0) {
        hall->seats[seat] = -1;
        result = 0;
    }
    pthread_mutex_unlock(&hall->tools.mutex);
    if (result == -1)
        return -1;
    work();
    pthread_mutex_lock(&hall->tools.mutex);
    hall->seats[seat] = customer;
    pthread_mutex_unlock(&hall->tools.mutex);
    return 0;

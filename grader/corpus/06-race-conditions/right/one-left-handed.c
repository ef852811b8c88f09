/* One philosopher takes in the other direction.
 * expect: full points
 */
/* GAP(6.5b) */
    if (seat == 0) {
        pthread_mutex_lock(right);
        pthread_mutex_lock(left);
    } else {
        pthread_mutex_lock(left);
        pthread_mutex_lock(right);
    }

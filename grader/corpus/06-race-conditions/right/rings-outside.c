/* The bell may ring when the mutex is free again.
 * expect: full points
 */
/* GAP(6.4c) */
    pthread_mutex_lock(&door->tools.mutex);
    door->parcel = true;
    pthread_mutex_unlock(&door->tools.mutex);
    pthread_cond_broadcast(&door->tools.changed);

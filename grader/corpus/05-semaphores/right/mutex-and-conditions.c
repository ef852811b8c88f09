/* A mutex and two condition variables, shared by processes (5.3).
 * expect: full points
 */
/* TOP(buffer.c) */
#include <pthread.h>

/* GAP(5.3a) */
    pthread_mutex_t lock;
    pthread_cond_t changed;
/* GAP(5.3b) */
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;

    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&buffer->lock, &mutex);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    errno = pthread_cond_init(&buffer->changed, &condition);
    return errno == 0 ? 0 : -1;
/* GAP(5.3c) */
    pthread_mutex_lock(&buffer->lock);
    while (buffer->head - buffer->tail == buffer->room)
        pthread_cond_wait(&buffer->changed, &buffer->lock);
    store_item(buffer, item, halfway);
    pthread_cond_broadcast(&buffer->changed);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
/* GAP(5.3d) */
    pthread_mutex_lock(&buffer->lock);
    while (buffer->head == buffer->tail)
        pthread_cond_wait(&buffer->changed, &buffer->lock);
    *item = fetch_item(buffer, halfway);
    pthread_cond_broadcast(&buffer->changed);
    pthread_mutex_unlock(&buffer->lock);
    return 0;

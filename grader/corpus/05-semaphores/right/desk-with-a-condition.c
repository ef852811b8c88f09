/* A mutex, a condition variable, and what is going on at the desk (5.9).
 * expect: full points
 */
/* TOP(desk.c) */
#include <pthread.h>

/* GAP(5.9a) */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum { FREE, ASKED, ANSWERED } state;
/* GAP(5.9b) */
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;

    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&desk->lock, &mutex);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    errno = pthread_cond_init(&desk->changed, &condition);
    return errno == 0 ? 0 : -1;
/* GAP(5.9c) */
    pthread_mutex_lock(&desk->lock);
    while (desk->state != FREE)
        pthread_cond_wait(&desk->changed, &desk->lock);
    desk->length = length;
    memcpy(desk->text, text, length);
    desk->state = ASKED;
    pthread_cond_broadcast(&desk->changed);
    while (desk->state != ANSWERED)
        pthread_cond_wait(&desk->changed, &desk->lock);
    memcpy(answer, desk->text, length);
    desk->state = FREE;
    pthread_cond_broadcast(&desk->changed);
    pthread_mutex_unlock(&desk->lock);
    return 0;
/* GAP(5.9d) */
    pthread_mutex_lock(&desk->lock);
    while (!desk->stop) {
        if (desk->state == ASKED) {
            make_upper(desk->text, desk->length);
            desk->state = ANSWERED;
            pthread_cond_broadcast(&desk->changed);
        } else {
            pthread_cond_wait(&desk->changed, &desk->lock);
        }
    }
    pthread_mutex_unlock(&desk->lock);
    return 0;
/* GAP(5.9e) */
    pthread_mutex_lock(&desk->lock);
    while (desk->state != FREE)
        pthread_cond_wait(&desk->changed, &desk->lock);
    desk->stop = true;
    pthread_cond_broadcast(&desk->changed);
    pthread_mutex_unlock(&desk->lock);
    return 0;

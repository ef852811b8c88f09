/* Numbers are drawn, and called in order (5.4).
 * expect: full points
 */
/* TOP(room.c) */
#include <pthread.h>

/* GAP(5.4a) */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned drawn, called;
    int readers, writers;
/* GAP(5.4b) */
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;

    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&room->lock, &mutex);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    errno = pthread_cond_init(&room->changed, &condition);
    return errno == 0 ? 0 : -1;
/* GAP(5.4c) */
    unsigned mine;

    pthread_mutex_lock(&room->lock);
    mine = room->drawn++;
    while (room->called != mine || room->writers > 0)
        pthread_cond_wait(&room->changed, &room->lock);
    room->called++;
    room->readers++;
    pthread_cond_broadcast(&room->changed);
    pthread_mutex_unlock(&room->lock);
/* GAP(5.4d) */
    pthread_mutex_lock(&room->lock);
    room->readers--;
    pthread_cond_broadcast(&room->changed);
    pthread_mutex_unlock(&room->lock);
/* GAP(5.4e) */
    unsigned mine;

    pthread_mutex_lock(&room->lock);
    mine = room->drawn++;
    while (room->called != mine || room->writers > 0 || room->readers > 0)
        pthread_cond_wait(&room->changed, &room->lock);
    room->called++;
    room->writers++;
    pthread_mutex_unlock(&room->lock);
/* GAP(5.4f) */
    pthread_mutex_lock(&room->lock);
    room->writers--;
    pthread_cond_broadcast(&room->changed);
    pthread_mutex_unlock(&room->lock);

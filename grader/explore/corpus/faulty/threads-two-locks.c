/* threads-two-locks: adding is done under one mutex, taking away under another;
 * each keeps out its own kind only.
 * expect: race
 */
#include <err.h>
#include <pthread.h>

static pthread_mutex_t in = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t out = PTHREAD_MUTEX_INITIALIZER;
static int stock = 5; /* guarded by two mutexes, that is by none */

static void *deliver(void *nothing)
{
    pthread_mutex_lock(&in);
    stock += 3; /* 1 */
    pthread_mutex_unlock(&in);
    return nothing;
}

static void *sell(void *nothing)
{
    pthread_mutex_lock(&out);
    stock -= 2; /* 2 */
    pthread_mutex_unlock(&out);
    return nothing;
}

int main(void)
{
    pthread_t supplier, customer;

    if (pthread_create(&supplier, NULL, deliver, NULL) != 0 ||
        pthread_create(&customer, NULL, sell, NULL) != 0)
        errx(2, "pthread_create");
    pthread_join(supplier, NULL);
    pthread_join(customer, NULL);
    return stock != 6;
}

/* threads-counter: two threads raise a variable under a mutex of the program;
 * between threads it need not be in shared memory.
 * expect: pass
 */
#include <err.h>
#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int counter; /* guarded by mutex */

static void *add(void *nothing)
{
    pthread_mutex_lock(&mutex);
    counter++;
    pthread_mutex_unlock(&mutex);
    return nothing;
}

int main(void)
{
    pthread_t threads[2];

    for (int thread = 0; thread < 2; thread++)
        if (pthread_create(&threads[thread], NULL, add, NULL) != 0)
            errx(2, "pthread_create");
    for (int thread = 0; thread < 2; thread++)
        pthread_join(threads[thread], NULL);
    return counter != 2;
}

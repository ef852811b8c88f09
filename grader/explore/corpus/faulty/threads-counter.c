/* threads-counter: two threads of one process raise a plain variable of the
 * program; between threads every variable is shared.
 * expect: race
 */
#include <err.h>
#include <pthread.h>

static int counter; /* raised by both threads */

static void *add(void *nothing)
{
    counter++; /* 1 */ /* 2 */
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

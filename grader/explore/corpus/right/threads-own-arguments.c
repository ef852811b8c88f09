/* threads-own-arguments: each thread gets a pointer to a variable of its own,
 * written before it was created and read again after it was joined.
 * expect: pass
 */
#include <err.h>
#include <pthread.h>

static int numbers[2]; /* [t]: main's, then thread t's, then main's */

static void *work(void *argument)
{
    int *mine = argument;

    *mine *= 10;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];

    for (int thread = 0; thread < 2; thread++) {
        numbers[thread] = thread + 1;
        if (pthread_create(&threads[thread], NULL, work, &numbers[thread]) != 0)
            errx(2, "pthread_create");
    }
    for (int thread = 0; thread < 2; thread++)
        pthread_join(threads[thread], NULL);
    return numbers[0] + numbers[1] != 30;
}

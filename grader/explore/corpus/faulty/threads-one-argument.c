/* threads-one-argument: both threads get a pointer to the same variable, and
 * the creator goes on to change it; a thread can read the other's number.
 * expect: race
 */
#include <err.h>
#include <pthread.h>

static int number;  /* written by main, read by the threads */
static int seen[3]; /* [n]: written by the thread that was given n */

static void *work(void *argument)
{
    int mine = *(int *)argument; /* 1 */

    seen[mine] = 1; /* 1 */ /* 2 */
    return NULL;
}

int main(void)
{
    pthread_t threads[2];

    for (int thread = 0; thread < 2; thread++) {
        number = thread + 1; /* 2 */
        if (pthread_create(&threads[thread], NULL, work, &number) != 0)
            errx(2, "pthread_create");
    }
    for (int thread = 0; thread < 2; thread++)
        pthread_join(threads[thread], NULL);
    return seen[1] + seen[2] != 2;
}

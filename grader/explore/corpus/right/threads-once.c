/* threads-once: pthread_once runs the initialisation for one thread and makes
 * the others wait until it is done.
 * expect: pass
 */
#include <err.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int table; /* written by make_table, read afterwards */
static int made;  /* how often; written by make_table */

static void make_table(void)
{
    table = 42;
    made++;
}

static void *use(void *right)
{
    pthread_once(&once, make_table);
    *(int *)right = table == 42;
    return NULL;
}

int main(void)
{
    static int right[2];
    pthread_t threads[2];

    for (int thread = 0; thread < 2; thread++)
        if (pthread_create(&threads[thread], NULL, use, &right[thread]) != 0)
            errx(2, "pthread_create");
    for (int thread = 0; thread < 2; thread++)
        pthread_join(threads[thread], NULL);
    return !(right[0] && right[1] && made == 1);
}

/* threads-not-joined: the sum is read while the thread that makes it may still
 * be at work; it is joined only afterwards.
 * expect: race
 */
#include <err.h>
#include <pthread.h>

static int sum; /* made by the thread */

static void *add_up(void *nothing)
{
    for (int number = 1; number <= 3; number++)
        sum += number; /* 1 */
    return nothing;
}

int main(void)
{
    pthread_t adder;
    int found;

    if (pthread_create(&adder, NULL, add_up, NULL) != 0)
        errx(2, "pthread_create");
    found = sum; /* 2 */
    pthread_join(adder, NULL);
    return found != 6;
}

/* A thread feeds the filter; the other one reads.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <pthread.h>
/* REPLACE(run_exchange) */
static void *feed_all(void *argument)
{
    struct exchange *x = argument;

    while (x->to != -1 && feed(x) == 0)
        continue;
    return NULL;
}

static int run_exchange(struct exchange *x, char *const filter[])
{
    pthread_t thread;
    int result = 0;

    (void)move_both_ways;
    if (open_filter(x, filter) == -1)
        return -1;
    fcntl(x->to, F_SETFL, 0);
    errno = pthread_create(&thread, NULL, feed_all, x);
    if (errno != 0) {
        close_end(x->to);
        close_end(x->from);
        stop_children(&x->pid, 1);
        return -1;
    }
    while (result == 0 && x->from != -1)
        result = collect(x);
    if (result == -1)
        stop_children(&x->pid, 1);
    pthread_join(thread, NULL);
    close_end(x->from);
    return result == -1 ? -1 : reap_child(x->pid);
}

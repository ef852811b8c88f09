/* aba-free-list: one process is about to pop node 1 and has read that 2 is
 * below it; the other pops both and pushes 1 again. The head looks unchanged,
 * and 2, which is in use, is put on the list.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOTHING = 0, NODES = 3 };

struct shared {
    atomic_int head;        /* a node's number, or NOTHING */
    atomic_int next[NODES]; /* [node]: the one below it */
    atomic_int kept;        /* the node that is in use, or NOTHING */
};

static struct shared *shared;

static int pop(void)
{
    int head = atomic_load(&shared->head), next; /* 1 */

    do {
        if (head == NOTHING)
            return NOTHING;
        next = atomic_load(&shared->next[head]);                    /* 1 */
    } while (!atomic_compare_exchange_strong(&shared->head, /* 1 */ /* 2 */
                                             &head, next));
    return head;
}

static void push(int node)
{
    int head = atomic_load(&shared->head);

    do
        atomic_store(&shared->next[node], head);
    while (!atomic_compare_exchange_strong(&shared->head, /* 2 */
                                           &head, node));
}

static int take_one(void)
{
    pop();
    return 0;
}

static int take_two_give_one(void)
{
    int first = pop(), second = pop();

    if (first != NOTHING)
        push(first);
    atomic_store(&shared->kept, second);
    return 0;
}

static void start(int (*body)(void))
{
    if (fork() == 0)
        _exit(body());
}

/* Waits for so many children: have all of them ended with status 0? */
static int all_well(int children)
{
    int status, well = 1;

    while (children-- > 0)
        if (wait(&status) == -1 || status != 0)
            well = 0;
    return well;
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    atomic_store(&shared->head, 1);
    atomic_store(&shared->next[1], 2);
    start(take_one);
    start(take_two_give_one);
    return !(all_well(2) && (atomic_load(&shared->kept) == NOTHING ||
                             pop() != atomic_load(&shared->kept)));
}

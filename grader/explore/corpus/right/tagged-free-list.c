/* tagged-free-list: a number beside the head grows with every change, so that a
 * head that has come back does not look like the one that was read.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOTHING = 0, NODES = 3, CHANGE = 16 };

struct shared {
    atomic_uint head;       /* a node's number + CHANGE * changes so far */
    atomic_int next[NODES]; /* [node]: the one below it */
    atomic_int kept;        /* the node that is in use, or NOTHING */
};

static struct shared *shared;

static unsigned changed(unsigned head, int node)
{
    return head - head % CHANGE + CHANGE + (unsigned)node;
}

static int pop(void)
{
    unsigned head = atomic_load(&shared->head);
    int node;

    do {
        node = (int)(head % CHANGE);
        if (node == NOTHING)
            return NOTHING;
    } while (!atomic_compare_exchange_strong(
        &shared->head, &head, changed(head, atomic_load(&shared->next[node]))));
    return node;
}

static void push(int node)
{
    unsigned head = atomic_load(&shared->head);

    do
        atomic_store(&shared->next[node], (int)(head % CHANGE));
    while (!atomic_compare_exchange_strong(&shared->head, &head,
                                           changed(head, node)));
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

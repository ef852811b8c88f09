/* ticket-lock: each draws a number and waits for it to be called; the one that
 * waits is passed at most by those who drew before.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int next;   /* ticket to be drawn */
    atomic_int called; /* ticket that may go in */
    int order[3];      /* guarded by the lock: tickets as they went in */
    int served;        /* guarded by the lock */
};

static struct shared *shared;

static int visit(void)
{
    int ticket = atomic_fetch_add(&shared->next, 1);

    while (atomic_load(&shared->called) != ticket)
        ;
    shared->order[shared->served++] = ticket;
    atomic_store(&shared->called, ticket + 1);
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
    for (int child = 0; child < 3; child++)
        start(visit);
    return !(all_well(3) && shared->served == 3 && shared->order[0] == 0 &&
             shared->order[1] == 1 && shared->order[2] == 2);
}

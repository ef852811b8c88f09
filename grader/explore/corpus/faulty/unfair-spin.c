/* unfair-spin: a test-and-set lock gives itself to whoever comes at the right
 * moment; the one that waits is passed twice by the same other.
 * expect: assertion
 * lines: not yet; the unlocking is told, not who came first
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 3 };

struct shared {
    atomic_int taken;
    atomic_int waits;  /* 1 while the patient one waits */
    atomic_int passed; /* turns of the greedy one meanwhile */
};

static struct shared *shared;

static void take(void)
{
    while (atomic_exchange(&shared->taken, 1) != 0) /* 1 */ /* 2 */
        while (atomic_load(&shared->taken))                 /* 1 */
            ;
}

static int be_patient(void)
{
    int passed;

    atomic_store(&shared->waits, 1); /* 1 */
    take();
    passed = atomic_load(&shared->passed);
    atomic_store(&shared->taken, 0);
    return passed > 1;
}

static int be_greedy(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        take();
        if (atomic_load(&shared->waits))          /* 2 */
            atomic_fetch_add(&shared->passed, 1); /* 2 */
        atomic_store(&shared->taken, 0);          /* 2 */
    }
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
    start(be_patient);
    start(be_greedy);
    return !all_well(2);
}

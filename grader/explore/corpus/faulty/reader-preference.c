/* reader-preference: a writer has said that it waits, and two readers pass it
 * all the same, one after the other; nothing ever stops them.
 * expect: assertion
 * lines: not yet; the end of the waiting is told, not its beginning
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t mutex; /* guards readers */
    sem_t room;  /* 1 while neither readers nor a writer are inside */
    int readers;
    atomic_int writer_waits;
    atomic_int passed; /* readers that came in meanwhile */
};

static struct shared *shared;

static int look(void)
{
    int waits;

    sem_wait(&shared->mutex);
    waits = atomic_load(&shared->writer_waits); /* 1 */
    if (++shared->readers == 1)
        sem_wait(&shared->room); /* 1 */
    if (waits)
        atomic_fetch_add(&shared->passed, 1); /* 1 */
    sem_post(&shared->mutex);
    sem_wait(&shared->mutex);
    if (--shared->readers == 0)
        sem_post(&shared->room);
    sem_post(&shared->mutex);
    return 0;
}

static int change(void)
{
    int passed;

    atomic_store(&shared->writer_waits, 1); /* 2 */
    sem_wait(&shared->room);                /* 2 */
    passed = atomic_load(&shared->passed);  /* 2 */
    atomic_store(&shared->writer_waits, 0);
    sem_post(&shared->room);
    return passed > 1;
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
    sem_init(&shared->mutex, 1, 1);
    sem_init(&shared->room, 1, 1);
    start(change);
    start(look);
    start(look);
    return !all_well(3);
}

/* fair-turnstile: readers and the writer pass one turnstile, and the writer
 * keeps it while it waits for the room: nobody overtakes it.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t turnstile; /* held by the writer from its coming to its going */
    sem_t mutex;     /* guards readers */
    sem_t room;      /* 1 while neither readers nor a writer are inside */
    int readers;
    int record;              /* guarded by room */
    atomic_int writer_waits; /* set and cleared behind the turnstile */
    atomic_int passed;       /* readers that came in meanwhile */
};

static struct shared *shared;

static int look(void)
{
    int record;

    sem_wait(&shared->turnstile);
    if (atomic_load(&shared->writer_waits))
        atomic_fetch_add(&shared->passed, 1);
    sem_wait(&shared->mutex);
    if (++shared->readers == 1)
        sem_wait(&shared->room);
    sem_post(&shared->mutex);
    sem_post(&shared->turnstile);
    record = shared->record;
    sem_wait(&shared->mutex);
    if (--shared->readers == 0)
        sem_post(&shared->room);
    sem_post(&shared->mutex);
    return record != 0 && record != 1;
}

static int change(void)
{
    sem_wait(&shared->turnstile);
    atomic_store(&shared->writer_waits, 1);
    sem_wait(&shared->room);
    shared->record = 1;
    atomic_store(&shared->writer_waits, 0);
    sem_post(&shared->room);
    sem_post(&shared->turnstile);
    return atomic_load(&shared->passed) != 0;
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
    sem_init(&shared->turnstile, 1, 1);
    sem_init(&shared->mutex, 1, 1);
    sem_init(&shared->room, 1, 1);
    start(change);
    start(look);
    start(look);
    return !all_well(3);
}

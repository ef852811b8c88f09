/* signal-half-list: the main flow has written its entry but not yet the length
 * of the list when the handler appends; the two take the same place.
 * expect: assertion
 */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int entry[4]; /* both written by main flow and handler */
    int length;   /* of one process */
    atomic_int caught;
};

static struct shared *shared;

static void append(int value)
{
    shared->entry[shared->length] = value; /* 1 */ /* 2 */
    shared->length++; /* 1 */                      /* 2 */
}

static void append_signal(int number)
{
    append(number);
    atomic_store(&shared->caught, 1);
}

static int work(void)
{
    append(-1);
    while (!atomic_load(&shared->caught))
        ;
    return shared->length != 2 ||
           shared->entry[0] + shared->entry[1] != SIGUSR1 - 1;
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
    struct sigaction action = { .sa_handler = append_signal };
    pid_t child;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    sigaction(SIGUSR1, &action, NULL);
    child = fork();
    if (child == 0)
        _exit(work());
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}

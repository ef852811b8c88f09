/* Fifteen steps: one of the parent, and seven of each of two children, which
 * load and store a counter three times and say then that they are done. For
 * measuring how long a run takes.
 */
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 2

static void count(atomic_int *counter, atomic_int *done)
{
    for (int k = 0; k < 3; k++)
        atomic_store(counter, atomic_load(counter) + 1);
    atomic_store(done, 1);
}

int main(void)
{
    atomic_int *words =
        mmap(NULL, (1 + CHILDREN) * sizeof *words, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    atomic_store(&words[0], 0);
    for (int i = 0; i < CHILDREN; i++)
        if (fork() == 0) {
            count(&words[0], &words[1 + i]);
            _exit(0);
        }
    for (int i = 0; i < CHILDREN; i++)
        wait(NULL);
    return 0;
}

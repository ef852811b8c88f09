/* N processes load and store a counter K times, without a lock and without a
 * check: each makes 2K steps, so there are (2KN)! / (2K)!^N orders.
 */
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define K 1
#define N 2

int main(void)
{
    atomic_int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    for (int i = 0; i < N; i++)
        if (fork() == 0) {
            for (int k = 0; k < K; k++)
                atomic_store(counter, atomic_load(counter) + 1);
            _exit(0);
        }
    for (int i = 0; i < N; i++)
        wait(NULL);
    return 0;
}

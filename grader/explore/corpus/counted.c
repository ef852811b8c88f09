/* N processes load and store a counter K times, without a lock and without a
 * check, and OWN times a word that they share with nobody: each makes
 * s = 2K + OWN steps, so there are (sN)! / s!^N orders.
 */
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef K
#define K 1
#define N 2
#define OWN 0
#endif

int main(void)
{
    atomic_int *counter =
        mmap(NULL, (1 + N) * sizeof *counter, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    for (int i = 0; i < N; i++)
        if (fork() == 0) {
            for (int k = 0; k < OWN; k++)
                atomic_store(&counter[1 + i], k);
            for (int k = 0; k < K; k++)
                atomic_store(counter, atomic_load(counter) + 1);
            _exit(0);
        }
    for (int i = 0; i < N; i++)
        wait(NULL);
    return 0;
}

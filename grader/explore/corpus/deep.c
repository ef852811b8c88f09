/* A mistake that needs five changes of turns at the right moments: more than are
 * tried in order, and not too many for chance.
 */
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define TURNS 6

int main(void)
{
    atomic_int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    for (int me = 0; me < 2; me++)
        if (fork() == 0) {
            for (int next = me; next < TURNS; next += 2) {
                int expected = next;

                atomic_compare_exchange_strong(count, &expected, next + 1);
            }
            _exit(0);
        }
    for (int i = 0; i < 2; i++)
        wait(NULL);
    return atomic_load(count) == TURNS;
}

/* races.c - the program of the scene "races": two doors, one counter.
 *
 *   door B   load 0 ──────────── store 1
 *   door C           load 0, store 1          two came in, one was counted
 *
 * It goes right nearly always; the scene lets the explorer find the order in
 * which it does not.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void let_in(atomic_int *inside)
{
    int now = atomic_load(inside);
    atomic_store(inside, now + 1);
}

int main(void)
{
    atomic_int *inside = mmap(NULL, sizeof *inside, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (inside == MAP_FAILED)
        return 2;
    for (int door = 0; door < 2; door++)
        if (fork() == 0) {
            let_in(inside);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d came in\n", atomic_load(inside));
    return atomic_load(inside) != 2;
}

/* semaphores.c - three philosophers, three forks, and each takes the left one
 * first.
 *
 *   0 has fork 0, waits for 1 ──► 1 has fork 1, waits for 2 ──► 2 has fork 2,
 *   waits for 0 ──► ...
 *
 * Watch: a semaphore comes into sight only when somebody sleeps on it; taking a
 * free one is no call at all. In the end each waits for a fork that the next one
 * has. sem_wait(3), sem_overview(7)
 */
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SEATS 3

struct table {
    sem_t forks[SEATS];
};

/* The pause only gives the others time to take theirs. */
static void dine(struct table *table, int seat)
{
    (void)sem_wait(&table->forks[seat]);
    (void)printf("philosopher %d has the left fork\n", seat);
    (void)fflush(stdout);
    (void)usleep(300000);
    (void)sem_wait(&table->forks[(seat + 1) % SEATS]);
    (void)printf("philosopher %d eats\n", seat);
    (void)fflush(stdout);
    (void)sem_post(&table->forks[seat]);
    (void)sem_post(&table->forks[(seat + 1) % SEATS]);
}

int main(void)
{
    struct table *table = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (table == MAP_FAILED)
        err(1, "mmap");
    for (int seat = 0; seat < SEATS; seat++)
        if (sem_init(&table->forks[seat], 1, 1) == -1)
            err(1, "sem_init");
    for (int seat = 0; seat < SEATS; seat++) {
        pid_t pid = fork();
        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            dine(table, seat);
            return 0;
        }
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}

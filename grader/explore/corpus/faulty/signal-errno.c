/* signal-errno: the handler makes a call that fails; when it comes between a
 * failed call of the main flow and the look at errno, the reason is another.
 * expect: assertion
 * lines: not yet; the sending is told, not the handler
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int tries;
};

static struct shared *shared;

static void close_badly(int number)
{
    (void)number;
    close(-1); /* 2 */
}

/* Nobody writes into the pipe: the read must fail with EAGAIN. */
static int work(int in)
{
    char letter;

    if (read(in, &letter, 1) != -1) /* 1 */
        return 1;
    atomic_fetch_add(&shared->tries, 1);
    return errno != EAGAIN; /* 1 */
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
    struct sigaction action = { .sa_handler = close_badly };
    int ends[2];
    pid_t child;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
        err(2, "pipe2");
    sigaction(SIGUSR1, &action, NULL);
    child = fork();
    if (child == 0)
        _exit(work(ends[0]));
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}

/* socketpair-ping-pong: a record goes back and forth over a socket pair; what
 * the sender wrote to shared memory before, the receiver reads after.
 * expect: pass
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int score; /* of whoever has the ball */
};

static struct shared *shared;
static int ends[2];

static int play(int self)
{
    char ball = 'o';

    for (int stroke = 0; stroke < 2; stroke++) {
        if (self == 1 && read(ends[self], &ball, 1) != 1)
            return 1;
        shared->score++;
        if (write(ends[self], &ball, 1) != 1)
            return 1;
        if (self == 0 && read(ends[self], &ball, 1) != 1)
            return 1;
    }
    return 0;
}

static void start(int (*body)(int), int self)
{
    if (fork() == 0)
        _exit(body(self));
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
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
        err(2, "socketpair");
    start(play, 0);
    start(play, 1);
    return !(all_well(2) && shared->score == 4);
}

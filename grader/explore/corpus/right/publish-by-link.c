/* publish-by-link: link fails when the new name exists, so the first process
 * publishes and the second is told; the drafts go afterwards.
 * expect: pass
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int published; /* how many were told that theirs is the result */
};

static struct shared *shared;

static int publish(int self)
{
    const char *draft = self == 0 ? "draft-0" : "draft-1";
    int fd = open(draft, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    if (fd == -1)
        return 1;
    close(fd);
    if (link(draft, "result") == 0)
        atomic_fetch_add(&shared->published, 1);
    else if (errno != EEXIST)
        return 1;
    return unlink(draft) == -1;
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
    start(publish, 0);
    start(publish, 1);
    return !(all_well(2) && atomic_load(&shared->published) == 1);
}

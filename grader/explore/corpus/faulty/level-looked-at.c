/* level-looked-at: the program of rr-debugger/rr#3087, but that the parent
 * waits and tells. A writer raises a plain shared counter 50 times; a checker
 * prints it, and fails if it then finds 30: its look must fall into one of 50
 * gaps, of some 30 instructions.
 * expect: race assertion
 */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RAISES = 50, LIMIT = 30 };

static int *level;

static int raise_level(void)
{
    for (int raised = 0; raised < RAISES; raised++) {
        ++*level; /* 2 */
        printf("level = %d\n", *level);
    }
    return 0;
}

static int check(void)
{
    printf("level = %d, says the checker\n", *level); /* 1 */
    if (*level == LIMIT) {                            /* 1 */
        puts("That is too high.");
        return 1;
    }
    return 0;
}

static void start(int (*body)(void))
{
    if (fork() == 0) {
        int result = body();
        fflush(stdout);
        _exit(result);
    }
}

int main(void)
{
    int status, first, second;
    level = mmap(NULL, sizeof *level, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (level == MAP_FAILED)
        err(2, "mmap");
    start(raise_level);
    start(check);
    first = wait(&status) == -1 || status != 0;
    second = wait(&status) == -1 || status != 0;
    return first || second;
}

/* pipes-in-turn: one side writes and then reads, the other reads first; what is
 * said fits into the pipe, and the answer carries the question.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static int there[2], back[2];

static int ask(void)
{
    for (char question = 'a'; question < 'c'; question++) {
        char answer;

        if (write(there[1], &question, 1) != 1)
            return 1;
        if (read(back[0], &answer, 1) != 1 || answer != question - 'a' + 'A')
            return 1;
    }
    return 0;
}

/* Serves until the end of file: nobody else must hold the write end. */
static int serve(void)
{
    char letter;

    close(there[1]);
    while (read(there[0], &letter, 1) == 1) {
        letter = (char)(letter - 'a' + 'A');
        if (write(back[1], &letter, 1) != 1)
            return 1;
    }
    return 0;
}

static void start(int (*body)(void))
{
    if (fork() == 0)
        _exit(body());
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
    if (pipe2(there, O_CLOEXEC) == -1 || pipe2(back, O_CLOEXEC) == -1)
        err(2, "pipe2");
    start(ask);
    start(serve);
    close(there[1]);
    return !all_well(2);
}

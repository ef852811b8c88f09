/* memory.c - a writer and a reader share a page, and one of them comes too early.
 *
 *   writer: length ─► (halfway) ─► text ─► ready ─► wakes
 *   reader:            looks at ready: 0 ─► sleeps ─► reads the text
 *
 * Watch: both have the same memory, at addresses of their own; Enter on it shows
 * its bytes, those that changed last with a star. No call moves the text from
 * one to the other; the kernel is asked only to sleep and to wake.
 * mmap(2), futex(2)
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct board {
    _Atomic uint32_t ready;
    uint32_t length;
    char text[56];
};

static struct board *map(int fd)
{
    struct board *board =
        mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (board == MAP_FAILED)
        err(1, "mmap");
    return board;
}

static void read_board(struct board *board)
{
    while (atomic_load(&board->ready) == 0)
        (void)syscall(SYS_futex, &board->ready, FUTEX_WAIT, 0, NULL, NULL, 0);
    (void)printf("the reader sees %u bytes: %s\n", board->length, board->text);
}

/* The sleep only gives the class time to look; nothing depends on it. */
static void write_board(struct board *board)
{
    static const char text[] = "one store here is one load there";
    board->length = sizeof text;
    (void)usleep(500000);
    memcpy(board->text, text, sizeof text);
    atomic_store(&board->ready, 1);
    (void)syscall(SYS_futex, &board->ready, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

int main(void)
{
    int fd = memfd_create("board", MFD_CLOEXEC);
    if (fd == -1 || ftruncate(fd, sizeof(struct board)) == -1)
        err(1, "memfd_create");
    pid_t reader = fork();
    if (reader == -1)
        err(1, "fork");
    struct board *board = map(fd);
    if (reader == 0) {
        read_board(board);
        return 0;
    }
    write_board(board);
    return waitpid(reader, NULL, 0) == -1;
}

/* fifo.c - FIFOs and those who wait to open them.
 *
 * Every scene works in its own directory, which the test makes and removes.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_fifo(const char *name)
{
    if (mkfifo(name, 0600) == -1)
        err(1, "mkfifo");
}

static int open_end(const char *name, int flags)
{
    int fd = open(name, flags);
    if (fd == -1)
        err(1, "%s", name);
    return fd;
}

/* Both open what they read from first. */
static int crossed(void)
{
    make_fifo("to-parent");
    make_fifo("to-child");
    bool parent = make_child() != 0;
    (void)open_end(parent ? "to-parent" : "to-child", O_RDONLY);
    return open_end(parent ? "to-child" : "to-parent", O_WRONLY);
}

static int nobody_opens(void)
{
    make_fifo("lonely");
    return open_end("lonely", O_WRONLY);
}

static int absolute_path(void)
{
    char path[PATH_MAX];
    if (!getcwd(path, sizeof path - 8))
        err(1, "getcwd");
    make_fifo("lonely");
    return open_end(strcat(path, "/lonely"), O_RDONLY);
}

static int through_a_link(void)
{
    int here = open_end(".", O_RDONLY | O_DIRECTORY);
    make_fifo("lonely");
    if (symlink("lonely", "link") == -1 || chdir("/") == -1)
        err(1, "symlink");
    return openat(here, "link", O_RDONLY);
}

/* The FIFO is the test's. */
static int opens_given(void)
{
    return open_end("given", O_RDONLY);
}

static int reads_given(void)
{
    char byte;
    return (int)read(open_end("given", O_RDONLY), &byte, 1);
}

/* Opens both ends itself, and so never waits in open. */
static int own_both_ends(char *bytes, int count)
{
    make_fifo("both");
    int fd = open_end("both", O_RDWR);
    (void)fcntl(fd, F_SETPIPE_SZ, 4096);
    if (count > 0 && write(fd, bytes, (size_t)count) != count)
        err(1, "write");
    return fd;
}

static int is_empty(void)
{
    char byte;
    return (int)read(own_both_ends(NULL, 0), &byte, 1);
}

static int part_full(void)
{
    char bytes[1000] = { 0 };
    (void)own_both_ends(bytes, sizeof bytes);
    return pause();
}

static int is_full(void)
{
    char bytes[4096] = { 0 };
    int fd = own_both_ends(bytes, sizeof bytes);
    return (int)write(fd, bytes, 1);
}

static int nobody_reads(void)
{
    make_fifo("lonely");
    if (open("lonely", O_WRONLY | O_NONBLOCK) != -1)
        return 1;
    (void)dprintf(1, "%s", strerrorname_np(errno));
    return 0;
}

/* Each write is a packet: two of them lie in the pipe. */
static int packets(void)
{
    int ends[2];
    if (pipe2(ends, O_DIRECT) == -1 || write(ends[1], "ab", 2) != 2 ||
        write(ends[1], "c", 1) != 1)
        err(1, "pipe2");
    return pause();
}

const struct scene fifo_scenes[] = {
    { "fifo-crossed", crossed },
    { "fifo-nobody-opens", nobody_opens },
    { "fifo-absolute", absolute_path },
    { "fifo-through-link", through_a_link },
    { "fifo-opens-given", opens_given },
    { "fifo-reads-given", reads_given },
    { "fifo-empty", is_empty },
    { "fifo-part-full", part_full },
    { "fifo-full", is_full },
    { "fifo-nobody-reads", nobody_reads },
    { "pipe-packets", packets },
    { NULL, NULL },
};

/* memory.c - memory that processes share.
 *
 * Standard input is a pipe from the test: it brings a name, and then its end.
 */
#include "scenes.h"

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096

static char *map(int fd, size_t size, int access)
{
    char *memory = mmap(NULL, size, access,
                        MAP_SHARED | (fd == -1 ? MAP_ANONYMOUS : 0), fd, 0);
    if (memory == MAP_FAILED)
        err(1, "mmap");
    return memory;
}

static int open_named(int flags)
{
    char name[64] = "";
    if (read(STDIN_FILENO, name, sizeof name - 1) <= 0)
        errx(1, "no name");
    int fd = shm_open(name, flags, 0600);
    if (fd == -1)
        err(1, "shm_open %s", name);
    return fd;
}

/* The child has it to read, its parent to write. */
static int named(void)
{
    int fd = open_named(O_RDWR | O_CREAT | O_EXCL);
    if (ftruncate(fd, 3 * PAGE) == -1)
        err(1, "ftruncate");
    if (make_child() == 0) {
        (void)map(fd, PAGE, PROT_READ);
        (void)close(fd);
        return pause();
    }
    char *memory = map(fd, 3 * PAGE, PROT_READ | PROT_WRITE);
    (void)strcpy(memory, "hello");
    return pause();
}

/* Written and closed: only its name is left, for whoever comes. */
static int left(void)
{
    int fd = open_named(O_RDWR | O_CREAT | O_EXCL);
    if (ftruncate(fd, PAGE) == -1)
        err(1, "ftruncate");
    (void)close(fd);
    return pause();
}

static int no_size(void)
{
    int fd = open_named(O_RDWR | O_CREAT | O_EXCL);
    (void)map(fd, PAGE, PROT_READ | PROT_WRITE);
    return pause();
}

static int unlinked(void)
{
    char name[64];
    (void)snprintf(name, sizeof name, "/observe-unlinked-%d", (int)getpid());
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1 || ftruncate(fd, PAGE) == -1 || shm_unlink(name) == -1)
        err(1, "shm_open");
    (void)map(fd, PAGE, PROT_READ | PROT_WRITE);
    (void)close(fd); /* now nothing leads to it but the mapping */
    return pause();
}

static int anonymous(void)
{
    char *memory = map(-1, 2 * PAGE, PROT_READ | PROT_WRITE);
    char *second = map(-1, PAGE, PROT_READ | PROT_WRITE);
    if (make_child() == 0) {
        (void)munmap(second, PAGE);
        (void)mprotect(memory, PAGE, PROT_READ);
        return pause();
    }
    return pause();
}

static int moved(void)
{
    char *memory = map(-1, 4 * PAGE, PROT_READ | PROT_WRITE);
    if (mremap(memory, 4 * PAGE, 2 * PAGE, 0) == MAP_FAILED)
        err(1, "mremap");
    return pause();
}

static int memory_file(void)
{
    int fd = memfd_create("ledger", 0);
    if (fd == -1 || ftruncate(fd, PAGE + 100) == -1)
        err(1, "memfd_create");
    (void)map(fd, 2 * PAGE, PROT_READ | PROT_WRITE);
    return pause();
}

static int plain_file(void)
{
    char name[] = "/tmp/observe-mapped-XXXXXX";
    int fd = mkstemp(name);
    if (fd == -1 || ftruncate(fd, 5000) == -1)
        err(1, "mkstemp");
    (void)map(fd, 5000, PROT_READ | PROT_WRITE);
    (void)unlink(name);
    return pause();
}

/* Changes a byte each time a byte comes in. */
static int bytes_change(void)
{
    char *memory = map(-1, PAGE, PROT_READ | PROT_WRITE), byte;
    for (int i = 0; read(STDIN_FILENO, &byte, 1) == 1; i++)
        memory[i % 2] = byte;
    return 0;
}

const struct scene memory_scenes[] = {
    { "memory-named", named },          { "memory-left", left },
    { "memory-no-size", no_size },      { "memory-unlinked", unlinked },
    { "memory-anonymous", anonymous },  { "memory-moved", moved },
    { "memory-memfd", memory_file },    { "memory-file", plain_file },
    { "memory-changes", bytes_change }, { NULL, NULL },
};

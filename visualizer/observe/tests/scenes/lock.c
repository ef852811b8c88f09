/* lock.c - locks on files, held and waited for.
 *
 * Every scene works in its own directory, which the test makes and removes.
 */
#include "scenes.h"

#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/file.h>
#include <unistd.h>

static int open_file(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT, 0600);
    if (fd == -1)
        err(1, "%s", name);
    return fd;
}

static void lock_bytes(int fd, int command, short type, int start, int length)
{
    struct flock lock = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length
    };
    if (fcntl(fd, command, &lock) == -1)
        err(1, "fcntl");
}

static void lock_file(int fd, int operation)
{
    if (flock(fd, operation) == -1)
        err(1, "flock");
}

/* Says to the other side that it has come so far; waits for the other. */
static void tell(const int ends[2])
{
    if (write(ends[1], "x", 1) != 1)
        err(1, "write");
}

static void await(const int ends[2])
{
    char byte;
    if (read(ends[0], &byte, 1) != 1)
        err(1, "read");
}

/* Each has one of two files and wants the other. */
static int crossed(void)
{
    int to_child[2], to_parent[2];
    make_pipe(to_child);
    make_pipe(to_parent);
    bool parent = make_child() != 0;
    int a = open_file("a"), b = open_file("b");
    lock_file(parent ? a : b, LOCK_EX);
    tell(parent ? to_child : to_parent);
    await(parent ? to_parent : to_child);
    lock_file(parent ? b : a, LOCK_EX);
    return 0;
}

/* Two open files of one process know nothing of each other. */
static int self(void)
{
    lock_file(open_file("a"), LOCK_EX);
    lock_file(open_file("a"), LOCK_EX);
    return 0;
}

/* The parent has the lock and waits for the child, which wants it. */
static int held_with(int take, short held, short wanted)
{
    int fd = open_file("a");
    lock_bytes(fd, take, held, 0, 10);
    int child = make_child();
    if (child == 0) {
        fd = open_file("a");
        lock_bytes(fd, take, wanted, 5, 1);
        return 0;
    }
    return status_of(child);
}

static int posix_held(void)
{
    return held_with(F_SETLKW, F_WRLCK, F_RDLCK);
}

static int ofd_held(void)
{
    return held_with(F_OFD_SETLKW, F_RDLCK, F_WRLCK);
}

/* Three have bytes of the file; the last one asks for what only the second
 * has. */
static int ranges(void)
{
    int ready[2];
    make_pipe(ready);
    int fd = open_file("a");
    for (int i = 0; i < 2; i++)
        if (make_child() == 0) {
            lock_bytes(fd, F_SETLK, F_WRLCK, 10 * i, 10);
            tell(ready);
            return pause();
        }
    await(ready);
    await(ready);
    lock_bytes(fd, F_SETLKW, F_WRLCK, 12, 1);
    return 0;
}

/* Two read, and the writer waits for both; the second has the lock twice: its
 * child shares the open file. */
static int readers(void)
{
    int ready[2];
    make_pipe(ready);
    for (int i = 0; i < 2; i++)
        if (make_child() == 0) {
            lock_file(open_file("a"), LOCK_SH);
            if (i == 1)
                (void)make_child();
            tell(ready);
            return pause();
        }
    for (int i = 0; i < 3; i++)
        await(ready);
    lock_file(open_file("a"), LOCK_EX);
    return 0;
}

/* The file is the test's, and so is the lock. */
static int wants_given(void)
{
    lock_file(open_file("given"), LOCK_EX);
    return 0;
}

static int wants_given_bytes(void)
{
    lock_bytes(open_file("given"), F_SETLKW, F_WRLCK, 0, 0);
    return 0;
}

/* The child has it too, and will not give it back. */
static int shares_given(void)
{
    int ready[2];
    make_pipe(ready);
    if (make_child() == 0) {
        lock_file(open_file("given"), LOCK_SH);
        tell(ready);
        return pause();
    }
    await(ready);
    return wants_given();
}

static int not_blocking(void)
{
    lock_file(open_file("a"), LOCK_EX);
    return flock(open_file("a"), LOCK_EX | LOCK_NB) == -1 ? 3 : 1;
}

/* The owner of the lock ends, which frees it. */
static int freed_by_exit(void)
{
    int ready[2];
    make_pipe(ready);
    if (make_child() == 0) {
        lock_file(open_file("a"), LOCK_EX);
        tell(ready);
        return 0;
    }
    await(ready);
    lock_file(open_file("a"), LOCK_EX);
    return 4;
}

const struct scene lock_scenes[] = {
    { "lock-crossed", crossed },
    { "lock-self", self },
    { "lock-posix-held", posix_held },
    { "lock-ofd-held", ofd_held },
    { "lock-ranges", ranges },
    { "lock-readers", readers },
    { "lock-wants-given", wants_given },
    { "lock-wants-given-bytes", wants_given_bytes },
    { "lock-shares-given", shares_given },
    { "lock-not-blocking", not_blocking },
    { "lock-freed-by-exit", freed_by_exit },
    { NULL, NULL },
};

/* file.c - names in folders, and locks on files.
 *
 *   open, link, rename, unlink: steps about the name; flock: about the file
 *
 * A name from the root on ("/dev/null") is nobody's in the run.
 */
#include "explore/runtime/runtime.h"

#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_fifo(const char *path)
{
    struct stat facts;
    return REAL(stat)(path, &facts) == 0 && S_ISFIFO(facts.st_mode);
}

/* A FIFO's open waits for the other side. It comes, which others can see, and
 * has its descriptor when one of the other side has come as well. */
static int open_fifo(const char *path, int flags, uint64_t pc)
{
    struct stat facts;
    if (REAL(stat)(path, &facts) == -1)
        return -1;
    bool writes = (flags & O_ACCMODE) == O_WRONLY;
    struct operation op =
        on_thing(thing_of(THING_STREAM, facts.st_ino, facts.st_dev), "open",
                 CHANGES, pc);
    struct thing *thing = &board->things[op.thing];
    uint32_t *others = writes ? &thing->readers : &thing->writers;
    end_matters = true;
    (void)turn(op);
    int both = REAL(open)(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ++*(writes ? &thing->writers : &thing->readers);
    op.flags = LOOKS;
    op.name = "opened";
    while (*others == 0 && !(flags & O_NONBLOCK)) {
        (void)turn(op);
        if (*others == 0 && !blocked_on(op))
            break;
    }
    int fd = REAL(open)(path, flags | O_NONBLOCK);
    if (fd != -1 && !(flags & O_NONBLOCK))
        (void)fcntl(fd, F_SETFL, flags & (O_ACCMODE | O_APPEND));
    (void)REAL(close)(both);
    return fd;
}

int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    if (!explored() || path[0] == '/')
        return REAL(open)(path, flags, mode);
    if (is_fifo(path) && (flags & O_ACCMODE) != O_RDWR)
        return open_fifo(path, flags, CALLER);
    bool changes = flags & (O_CREAT | O_TRUNC);
    board->named |= changes;
    struct step *step = turn(on_thing(thing_of_name(path), "open",
                                      changes ? CHANGES : LOOKS, CALLER));
    int fd = REAL(open)(path, flags, mode);
    step->after = (uint64_t)fd;
    return fd;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): lists of parameters */
#define NAMED(name, how, declared, passed)                                     \
    int name declared                                                          \
    {                                                                          \
        if (explored() && path[0] != '/') {                                    \
            (void)turn(on_thing(thing_of_name(path), #name, how, CALLER));     \
            board->named = true;                                               \
        }                                                                      \
        return REAL(name) passed;                                              \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

NAMED(unlink, CHANGES, (const char *path), (path))
NAMED(mkfifo, CHANGES, (const char *path, mode_t mode), (path, mode))
NAMED(mkdir, CHANGES, (const char *path, mode_t mode), (path, mode))
NAMED(rmdir, CHANGES, (const char *path), (path))
NAMED(access, LOOKS, (const char *path, int how), (path, how))
NAMED(stat, LOOKS, (const char *restrict path, struct stat *restrict facts),
      (path, facts))

/* Two names at once: the new one is the thing, the old one goes along. */
static void two_names(const char *from, const char *to, const char *name,
                      uint64_t pc)
{
    (void)turn(on_thing(thing_of_name(to), name, CHANGES, pc));
    step_also(on_thing(thing_of_name(from), name, CHANGES, pc));
}

int link(const char *from, const char *to)
{
    if (explored())
        two_names(from, to, "link", CALLER);
    return REAL(link)(from, to);
}

int rename(const char *from, const char *to)
{
    if (explored())
        two_names(from, to, "rename", CALLER);
    return REAL(rename)(from, to);
}

/* Of this process: the end of such a descriptor is the end of its lock. */
static bool locked[DESCRIPTORS];

void file_close(int fd, uint64_t pc)
{
    if (fd < 0 || fd >= DESCRIPTORS || !locked[fd])
        return;
    (void)turn(
        on_thing(thing_of_descriptor(fd, THING_LOCKED), "close", CHANGES, pc));
    look_forget();
    locked[fd] = false;
}

int flock(int fd, int what)
{
    if (!explored())
        return REAL(flock)(fd, what);
    end_matters = true;
    struct operation op = on_thing(thing_of_descriptor(fd, THING_LOCKED),
                                   "flock", CHANGES, CALLER);
    for (;;) {
        struct step *step = turn(op);
        int result = REAL(flock)(fd, what | LOCK_NB);
        if (result == 0) {
            look_forget();
            if (fd < DESCRIPTORS)
                locked[fd] = !(what & LOCK_UN);
        }
        if (result == 0 || errno != EWOULDBLOCK)
            return result;
        if (what & LOCK_NB) {
            if (look_in_vain(step, 0))
                continue;
            errno = EWOULDBLOCK;
            return -1;
        }
        if (!blocked_on(op))
            return -1;
    }
}

/*
 * main.c - runs one exercise of lab 04 by hand, with processes of its own.
 *
 *   shared-memory [-lzwe] [-k N] [-o BYTES] EXERCISE ARGUMENT...
 *
 *   4.1 NAME SIZE             make it; a child opens it and writes back
 *   4.2 NAME TEXT             one process makes a board, another opens it
 *   4.3 NAME WORD...          a child makes a list, this process reads it
 *   4.4 WORD...               upper case, a child for each word
 *   4.5 KEY SIZE LETTER       the life of a segment
 *   4.6 CAPACITY PIECE TOTAL  a ring, both sides ask again and again
 *   4.7 CAPACITY PIECE TOTAL  a ring, both sides sleep
 *   4.8 MOVES                 a table, a child for each move
 *
 *   -l        4.1: an object of that name is there already, and holds "keep"
 *             4.2: a second process makes the board once more
 *   -z        4.1: an object of that name is there, and has no size yet
 *   -e        4.2: the reader begins as soon as there is something
 *   -w        4.5: the work fails (EDOM)
 *   -k N      4.4: child N, 4.8: move N is ended by SIGKILL, halfway
 *   -o BYTES  4.5: an old segment of that size has the key
 *
 * Results are told on stderr in lines that begin with "= ". Exit status: 0 it did
 * its work, 1 it returned -1, 2 bad arguments, 38 it is still to be written.
 * There is no gap here.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"

enum { FAILED = 1, BAD_USAGE = 2 };

static bool left_over, without_size, work_fails;
static int victim = -1;
static long old_bytes;

/* Says what is wrong with the arguments, in one line, and ends. */
_Noreturn static void usage(const char *wrong)
{
    fprintf(stderr,
            "shared-memory: %s (usage: shared-memory [-lzwe] [-k N] [-o BYTES] "
            "EXERCISE ARGUMENT..., see the top of main.c)\n",
            wrong);
    exit(BAD_USAGE);
}

static long whole_number(const char *text, long least, long most)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 0);
    if (end == text || *end != '\0' || errno || value < least || value > most)
        errx(BAD_USAGE, "%s: must be a number from %ld to %ld", text, least,
             most);
    return value;
}

/* Prints "= NAME R", or "= NAME -1 ERRNO". Keeps errno. */
static void report(const char *name, long result)
{
    int saved = errno;

    if (result == -1)
        dprintf(STDERR_FILENO, "= %s -1 %s\n", name, strerrorname_np(saved));
    else
        dprintf(STDERR_FILENO, "= %s %ld\n", name, result);
    errno = saved;
}

/* The exit status after a call that returned `result` (errno is its own). */
static int verdict(const char *exercise, long result)
{
    if (result != -1)
        return 0;
    if (errno != ENOSYS)
        return FAILED;
    dprintf(STDERR_FILENO,
            "shared-memory: exercise %s is still to be written: see the "
            "TODO(%s...) comments\n",
            exercise, exercise);
    return ENOSYS;
}

static pid_t start(void)
{
    pid_t pid = fork();

    if (pid == -1)
        err(FAILED, "fork");
    return pid;
}

/* The child's exit status; 128 + the signal that ended it. */
static int collect(pid_t pid)
{
    int word;

    if (waitpid(pid, &word, 0) == -1)
        err(FAILED, "waitpid");
    return WIFSIGNALED(word) ? 128 + WTERMSIG(word) : WEXITSTATUS(word);
}

/* A gap that is still the starter's ends the child with ENOSYS. */
static int end_of_child(long result)
{
    return result == -1 && errno == ENOSYS ? ENOSYS : 0;
}

/* ---- 4.1 ----------------------------------------------------------------- */

static void make_left_over(const char *name)
{
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1 || (left_over && write(fd, "keep", 4) != 4))
        err(FAILED, "shm_open %s", name);
    close(fd);
}

static void tell_left_over(const char *name)
{
    char text[16] = "";
    int fd = shm_open(name, O_RDONLY, 0);

    if (fd != -1 && read(fd, text, sizeof text - 1) > 0)
        dprintf(STDERR_FILENO, "= old %s\n", text);
    else
        dprintf(STDERR_FILENO, "= old gone\n");
    if (fd != -1)
        close(fd);
}

/* In the child: sees all bytes, and turns the first and the last around. */
static int open_and_answer(const char *name)
{
    size_t size = 0, sevens = 0;
    char *memory = open_memory(name, &size);

    report("opened", memory == NULL ? -1 : (long)size);
    if (memory == NULL)
        return end_of_child(-1);
    for (size_t i = 0; i < size; i++)
        sevens += memory[i] == 7;
    report("child sees", (long)sevens);
    memory[0] = memory[size - 1] = 8;
    munmap(memory, size);
    return 0;
}

static int run_create(int count, char *words[])
{
    size_t size;
    char *memory;
    int status = 0;

    if (count != 2)
        usage("4.1 needs NAME SIZE");
    size = (size_t)whole_number(words[1], 1, 1L << 40);
    if (left_over || without_size)
        make_left_over(words[0]);
    memory = without_size ? NULL : create_memory(words[0], size);
    if (!without_size)
        report("created", memory == NULL ? -1 : 0);
    if (memory != NULL) {
        memset(memory, 7, size); /* all of it, now */
        pid_t child = start();

        if (child == 0)
            _exit(open_and_answer(words[0]));
        status = collect(child);
        report("parent sees", memory[0] + memory[size - 1]);
        munmap(memory, size);
        shm_unlink(words[0]);
    } else if (without_size) {
        errno = 0;
        status = open_and_answer(words[0]);
        shm_unlink(words[0]);
    } else {
        int saved = errno;

        if (left_over) {
            tell_left_over(words[0]);
            shm_unlink(words[0]);
        }
        errno = saved;
        return verdict("4.1", -1);
    }
    if (status == ENOSYS)
        errno = ENOSYS;
    return status == ENOSYS ? verdict("4.1", -1) : status;
}

/* ---- 4.2 ----------------------------------------------------------------- */

/* With -e the reader begins when the object exists, with -l when it was made a
 * second time, else when its maker is halfway. It is told by a byte, or by the
 * name. */
static bool early;
static int begin[2];  /* a pipe, which ends with the maker */
static int new_names; /* inotify: what is made in /dev/shm */

static void tell_halfway(void)
{
    if (!early && !left_over)
        (void)!write(begin[1], "x", 1);
    dprintf(STDERR_FILENO, "halfway: the length stands there\n");
}

static int make_board(const char *name, const char *text, int to)
{
    struct board *board = create_board(name, text, tell_halfway);
    int status = end_of_child(board == NULL ? -1 : 0);

    report("made", board == NULL ? -1 : 0);
    if (left_over) {
        board = create_board(name, "another text", tell_halfway);
        report("made again", board == NULL ? -1 : 0);
    }
    (void)!write(begin[1], "x", 1);
    (void)!write(to, "x", 1);
    return status;
}

static bool is_there(const char *name)
{
    int fd = shm_open(name, O_RDONLY, 0);

    if (fd != -1)
        close(fd);
    return fd != -1;
}

/* Sleeps until its maker is halfway, or at its end; with -e until the name is
 * there, if that comes first. */
static void await_begin(const char *name)
{
    struct pollfd watched[] = { { .fd = begin[0], .events = POLLIN },
                                { .fd = new_names, .events = POLLIN } };
    char news[4096];

    do {
        (void)poll(watched, early ? 2 : 1, -1);
        if (watched[1].revents)
            (void)!read(new_names, news, sizeof news);
    } while (!watched[0].revents && !(early && is_there(name)));
}

/* Tries once; if there is nothing yet, once more when it was made. */
static int read_board(const char *name, int from)
{
    struct board *board;
    char byte;

    await_begin(name);
    board = open_board(name);
    if (board == NULL && errno == ENOSYS)
        return ENOSYS;
    if (board == NULL) {
        report("first try", -1);
        (void)!read(from, &byte, 1);
        board = open_board(name);
    }
    if (board == NULL) {
        report("board", -1);
        return end_of_child(-1);
    }
    dprintf(STDERR_FILENO, "= text %.*s\n", (int)sizeof board->text - 1,
            board->text);
    return 0;
}

static int run_board(int count, char *words[])
{
    int ends[2], maker, reader;
    pid_t children[2];

    if (count != 2 || strlen(words[1]) > 255)
        usage("4.2 needs NAME TEXT, a text of at most 255 bytes");
    if (pipe2(ends, O_CLOEXEC) == -1 || pipe2(begin, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    new_names = inotify_init1(IN_CLOEXEC);
    if (new_names == -1 ||
        inotify_add_watch(new_names, "/dev/shm", IN_CREATE) == -1)
        err(FAILED, "inotify");
    children[0] = start();
    if (children[0] == 0)
        _exit(make_board(words[0], words[1], ends[1]));
    children[1] = start();
    if (children[1] == 0) {
        close(begin[1]);
        _exit(read_board(words[0], ends[0]));
    }
    close(begin[1]);
    close(ends[1]);
    maker = collect(children[0]);
    reader = collect(children[1]);
    shm_unlink(words[0]);
    if (maker == ENOSYS || reader == ENOSYS) {
        errno = ENOSYS;
        return verdict("4.2", -1);
    }
    return maker ? maker : reader;
}

/* ---- 4.3 ----------------------------------------------------------------- */

enum { LIST_BYTES = 4096 };

static int make_list(const char *name, int count, char *words[])
{
    size_t size = 0;
    struct list *list = open_memory(name, &size);

    for (int i = 0; list != NULL && i < count; i++)
        if (list_add(list, size, words[i]) == -1) {
            report("added", -1);
            return end_of_child(-1);
        }
    return list == NULL;
}

static int run_list(int count, char *words[])
{
    size_t size = LIST_BYTES;
    const struct entry *entry = NULL;
    struct list *first, *second;
    int status;
    pid_t child;

    if (count < 1)
        usage("4.3 needs NAME WORD...");
    first = create_memory(words[0], size);
    if (first == NULL)
        return verdict("4.3", -1);
    child = start();
    if (child == 0)
        _exit(make_list(words[0], count - 1, words + 1));
    status = collect(child);
    /* Something stands where the child has mapped it; so it goes elsewhere. */
    (void)mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    second = open_memory(words[0], &size); /* at another address, */
    munmap(first, LIST_BYTES);             /* and the first one is gone */
    shm_unlink(words[0]);
    if (second == NULL || status == ENOSYS) {
        errno = ENOSYS;
        return verdict("4.3", -1);
    }
    errno = 0;
    while ((entry = list_next(second, entry)) != NULL)
        puts(entry->text);
    if (errno == ENOSYS)
        return verdict("4.3", -1);
    return status;
}

/* ---- 4.4 ----------------------------------------------------------------- */

static void working(int worker)
{
    if (worker == victim)
        raise(SIGKILL);
}

static int run_shout(int count, char *words[])
{
    char *answers[64] = { NULL };
    int result;

    if (count < 1 || count > 64)
        usage("4.4 needs 1 to 64 words");
    result = shout_words((const char *const *)words, count, answers, working);
    report("answers", result);
    for (int i = 0; result != -1 && i < count; i++) {
        if (answers[i] == NULL)
            dprintf(STDERR_FILENO, "= answer %d none\n", i);
        else
            puts(answers[i]);
        free(answers[i]);
    }
    return verdict("4.4", result);
}

/* ---- 4.5 ----------------------------------------------------------------- */

static key_t segment_key;
static size_t segment_size;

/* Looks at the segment as any other program does: by its key. */
static int look_at_segment(char *memory)
{
    struct shmid_ds status = { 0 };
    int id = shmget(segment_key, 0, 0);
    size_t alike = 0;

    while (alike < segment_size && memory[alike] == memory[0])
        alike++;
    dprintf(STDERR_FILENO, "= filled %zu %c\n", alike, memory[0]);
    if (id != -1 && shmctl(id, IPC_STAT, &status) == 0)
        dprintf(STDERR_FILENO, "= mode %o, attached %lu\n",
                status.shm_perm.mode & 0777U, (unsigned long)status.shm_nattch);
    errno = EDOM;
    return work_fails ? -1 : 42;
}

static int run_segment(int count, char *words[])
{
    int result;

    if (count != 3 || strlen(words[2]) != 1)
        usage("4.5 needs KEY SIZE LETTER");
    segment_key = (key_t)whole_number(words[0], 1, 0x7fffffff);
    segment_size = (size_t)whole_number(words[1], 1, 1L << 30);
    if (old_bytes > 0 && shmget(segment_key, (size_t)old_bytes,
                                IPC_CREAT | IPC_EXCL | 0600) == -1)
        err(FAILED, "shmget");
    result =
        with_segment(segment_key, segment_size, words[2][0], look_at_segment);
    report("returned", result);
    return verdict("4.5", result);
}

/* ---- 4.6, 4.7 ------------------------------------------------------------ */

static char byte_at(size_t number)
{
    return (char)('a' + number % 23);
}

static struct ring *make_ring(size_t capacity)
{
    struct ring *ring =
        mmap(NULL, sizeof *ring + capacity, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (ring == MAP_FAILED)
        err(FAILED, "mmap");
    ring->capacity = capacity;
    return ring;
}

/* 4.6: asks again until all has gone through. */
static int put_all(struct ring *ring, const void *bytes, size_t count)
{
    for (size_t done = 0; done < count;) {
        size_t n = ring_put(ring, (const char *)bytes + done, count - done);

        if (n == (size_t)-1)
            return -1;
        done += n;
        if (n == 0)
            sched_yield();
    }
    return 0;
}

static int get_all(struct ring *ring, void *bytes, size_t count)
{
    for (size_t done = 0; done < count;) {
        size_t n = ring_get(ring, (char *)bytes + done, count - done);

        if (n == (size_t)-1)
            return -1;
        done += n;
        if (n == 0)
            sched_yield();
    }
    return 0;
}

static int write_ring(struct ring *ring, size_t piece, size_t total,
                      int (*put)(struct ring *, const void *, size_t))
{
    char *bytes = malloc(piece);

    dprintf(STDERR_FILENO, "the writer begins\n");
    for (size_t done = 0; done < total;) {
        size_t now = total - done < piece ? total - done : piece;

        for (size_t i = 0; i < now; i++)
            bytes[i] = byte_at(done + i);
        if (put(ring, bytes, now) == -1)
            return end_of_child(-1);
        done += now;
    }
    free(bytes);
    return 0;
}

static int read_ring(struct ring *ring, size_t piece, size_t total,
                     int (*get)(struct ring *, void *, size_t))
{
    char *bytes = malloc(piece);
    size_t done = 0;

    dprintf(STDERR_FILENO, "the reader begins\n");
    while (done < total) {
        size_t now = total - done < piece ? total - done : piece;

        if (get(ring, bytes, now) == -1)
            return end_of_child(-1);
        for (size_t i = 0; i < now; i++)
            if (bytes[i] != byte_at(done + i)) {
                dprintf(STDERR_FILENO, "= wrong at %zu\n", done + i);
                return 1;
            }
        done += now;
    }
    report("right", (long)done);
    free(bytes);
    return 0;
}

static int run_ring(const char *exercise, int count, char *words[],
                    int (*put)(struct ring *, const void *, size_t),
                    int (*get)(struct ring *, void *, size_t))
{
    size_t piece, total;
    struct ring *ring;
    pid_t children[2];
    int writer, reader;

    if (count != 3)
        usage("a ring needs CAPACITY PIECE TOTAL");
    ring = make_ring((size_t)whole_number(words[0], 1, 1L << 30));
    piece = (size_t)whole_number(words[1], 1, 1L << 30);
    total = (size_t)whole_number(words[2], 0, 1L << 40);
    children[0] = start();
    if (children[0] == 0)
        _exit(write_ring(ring, piece, total, put));
    children[1] = start();
    if (children[1] == 0)
        _exit(read_ring(ring, piece, total, get));
    writer = collect(children[0]);
    reader = collect(children[1]);
    if (writer == ENOSYS || reader == ENOSYS) {
        errno = ENOSYS;
        return verdict(exercise, -1);
    }
    return writer ? writer : reader;
}

static int run_spinning(int count, char *words[])
{
    return run_ring("4.6", count, words, put_all, get_all);
}

static int run_sleeping(int count, char *words[])
{
    return run_ring("4.7", count, words, ring_send, ring_receive);
}

/* ---- 4.8 ----------------------------------------------------------------- */

static int move_number;

static void die_perhaps(void)
{
    dprintf(STDERR_FILENO, "move %d is halfway\n", move_number);
    if (move_number == victim)
        raise(SIGKILL);
}

static int make_move(struct table *table)
{
    int from = move_number % ACCOUNTS, to = (move_number + 3) % ACCOUNTS;
    int result = table_move(table, from, to, 10, die_perhaps);

    report("moved", result);
    return end_of_child(result);
}

static int run_table(int count, char *words[])
{
    struct table *table = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int64_t sum = 0;
    long moves;

    if (count != 1)
        usage("4.8 needs the number of moves");
    moves = whole_number(words[0], 0, 1000);
    if (table == MAP_FAILED)
        err(FAILED, "mmap");
    if (table_init(table, 100) == -1)
        return verdict("4.8", -1);
    for (move_number = 0; move_number < moves; move_number++) {
        pid_t child = start();

        if (child == 0)
            _exit(make_move(table));
        if (collect(child) == ENOSYS) {
            errno = ENOSYS;
            return verdict("4.8", -1);
        }
    }
    for (int i = 0; i < ACCOUNTS; i++)
        sum += table->account[i];
    report("sum", (long)sum);
    report("first account", (long)table->account[0]);
    return 0;
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *id;
        int (*run)(int count, char *words[]);
    } exercises[] = {
        { "4.1", run_create },   { "4.2", run_board },
        { "4.3", run_list },     { "4.4", run_shout },
        { "4.5", run_segment },  { "4.6", run_spinning },
        { "4.7", run_sleeping }, { "4.8", run_table },
    };
    int option;

    opterr = 0;
    while ((option = getopt(argc, argv, "+lzwek:o:")) != -1)
        switch (option) {
        case 'l': left_over = true; break;
        case 'z': without_size = true; break;
        case 'w': work_fails = true; break;
        case 'e': early = true; break;
        case 'k': victim = (int)whole_number(optarg, 0, 1000); break;
        case 'o': old_bytes = whole_number(optarg, 1, 1L << 30); break;
        default: usage("no such option, or its argument is missing");
        }
    argv += optind;
    argc -= optind;
    if (argc == 0)
        usage("which exercise? 4.1 to 4.8");
    for (size_t i = 0; i < sizeof exercises / sizeof exercises[0]; i++)
        if (strcmp(argv[0], exercises[i].id) == 0)
            return exercises[i].run(argc - 1, argv + 1);
    usage("no such exercise; there are 4.1 to 4.8");
}

/* trace_rest.c - bytes and time that are left of an interrupted call. */
#include "observe/trace_rest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define RED_ZONE 256 /* bytes below the stack that a function may use */

static bool get(const struct task *task, uint64_t from, void *to, size_t size)
{
    return proc_memory(task->group, from, to, size) == (ssize_t)size;
}

static bool put(const struct task *task, uint64_t to, void *from, size_t size)
{
    struct iovec local = { from, size };
    struct iovec remote = { (void *)(uintptr_t)to, size };
    return process_vm_writev(task->group, &local, 1, &remote, 1, 0) ==
           (ssize_t)size;
}

/* ---- which bytes ---- */

/* Where the call's iovec is, and in which structure it is named. */
struct vector {
    uint64_t at, count;
    uint64_t header; /* address of a msghdr, or 0 */
};

static bool named(const struct task *task, const char *name)
{
    return strcmp(call_at(task->call)->name, name) == 0;
}

static bool find_vector(const struct task *task,
                        const struct registers *registers,
                        struct vector *vector)
{
    struct msghdr header;
    *vector =
        (struct vector){ .at = (uint64_t)registers_argument(registers, 1),
                         .count = (uint64_t)registers_argument(registers, 2) };
    if (named(task, "writev") || named(task, "readv"))
        return vector->count <= IOV_MAX;
    vector->header = vector->at;
    if (!get(task, vector->header, &header, sizeof header))
        return false;
    vector->at = (uint64_t)(uintptr_t)header.msg_iov;
    vector->count = header.msg_iovlen;
    return vector->count <= IOV_MAX;
}

/* The entries of the vector, malloc'd; NULL if they cannot be read. */
static struct iovec *read_vector(const struct task *task,
                                 const struct vector *vector)
{
    struct iovec *parts = calloc(vector->count + 1, sizeof *parts);
    if (parts && !get(task, vector->at, parts, vector->count * sizeof *parts)) {
        free(parts);
        return NULL;
    }
    return parts;
}

static int64_t vector_length(const struct task *task,
                             const struct registers *registers)
{
    struct vector vector;
    struct iovec *parts = find_vector(task, registers, &vector)
                              ? read_vector(task, &vector)
                              : NULL;
    int64_t length = parts ? 0 : -1;
    for (uint64_t i = 0; parts && i < vector.count; i++)
        length += (int64_t)parts[i].iov_len;
    free(parts);
    return length;
}

int64_t rest_asked(const struct task *task, const struct registers *registers,
                   int *flags)
{
    *flags = 0;
    if (named(task, "write"))
        return registers_argument(registers, 2);
    if (named(task, "writev"))
        return vector_length(task, registers);
    bool one = named(task, "sendto") || named(task, "recvfrom");
    bool sends = named(task, "sendto") || named(task, "sendmsg");
    if (!one && !sends && !named(task, "recvmsg"))
        return -1;
    *flags = (int)registers_argument(registers, one ? 3 : 2);
    if (!sends && (!(*flags & MSG_WAITALL) || *flags & MSG_PEEK))
        return -1;
    return one ? registers_argument(registers, 2)
               : vector_length(task, registers);
}

/* ---- the rest of them ---- */

/* Keeps what is at `at` to be put back, unless this very place is kept already;
 * the place kept before is put back, for that part of the call is over. */
static bool keep(const struct task *task, struct kept *kept, uint64_t at,
                 size_t size)
{
    if (kept->at == at)
        return true;
    if (kept->at)
        (void)put(task, kept->at, kept->bytes, kept->size);
    kept->at = 0;
    kept->size = size;
    if (!get(task, at, kept->bytes, size))
        return false;
    kept->at = at;
    return true;
}

/* A message's control part has gone with its first bytes. */
static bool name_vector(struct task *task, struct registers *registers,
                        const struct vector *vector, uint64_t first)
{
    uint64_t at = vector->at + first * sizeof(struct iovec);
    uint64_t words[4] = { at, vector->count - first, 0, 0 };
    size_t size = (named(task, "sendmsg") ? 4 : 2) * sizeof *words;
    uint64_t place = vector->header + offsetof(struct msghdr, msg_iov);
    if (vector->header)
        return keep(task, &task->undone.header, place, size) &&
               put(task, place, words, size);
    return registers_set_argument(task->tid, registers, 1, (int64_t)at) == 0 &&
           registers_set_argument(task->tid, registers, 2, (int64_t)words[1]) ==
               0;
}

static bool rest_of_vector(struct task *task, struct registers *registers,
                           int64_t done)
{
    struct vector vector;
    struct iovec *parts = find_vector(task, registers, &vector)
                              ? read_vector(task, &vector)
                              : NULL;
    if (!parts)
        return false;
    uint64_t first = 0;
    while (first < vector.count && (int64_t)parts[first].iov_len <= done)
        done -= (int64_t)parts[first++].iov_len;
    struct iovec part = parts[first];
    free(parts);
    part.iov_base = (char *)part.iov_base + done;
    part.iov_len -= (size_t)done;
    uint64_t at = vector.at + first * sizeof part;
    return keep(task, &task->undone.part, at, sizeof part) &&
           put(task, at, &part, sizeof part) &&
           name_vector(task, registers, &vector, first);
}

bool rest_of_bytes(struct task *task, struct registers *registers, int64_t done)
{
    if (named(task, "writev") || named(task, "sendmsg") ||
        named(task, "recvmsg"))
        return rest_of_vector(task, registers, done);
    return registers_set_argument(task->tid, registers, 1,
                                  registers_argument(registers, 1) + done) ==
               0 &&
           registers_set_argument(task->tid, registers, 2,
                                  registers_argument(registers, 2) - done) == 0;
}

/* ---- the first of them ---- */

static bool has_vector(const struct task *task)
{
    return named(task, "readv") || named(task, "writev") ||
           named(task, "recvmsg") || named(task, "sendmsg");
}

int64_t rest_whole(const struct task *task, const struct registers *registers)
{
    if (has_vector(task))
        return vector_length(task, registers);
    return named(task, "read") || named(task, "write") ||
                   named(task, "recvfrom") || named(task, "sendto")
               ? registers_argument(registers, 2)
               : -1;
}

/* The control part of a message stays: it goes with the first bytes. */
static bool first_of_vector(struct task *task, struct registers *registers,
                            int64_t count)
{
    struct vector vector;
    struct iovec *parts = find_vector(task, registers, &vector)
                              ? read_vector(task, &vector)
                              : NULL;
    uint64_t last = 0;
    if (!parts)
        return false;
    while (last < vector.count && (int64_t)parts[last].iov_len < count)
        count -= (int64_t)parts[last++].iov_len;
    struct iovec part = parts[last];
    free(parts);
    if (last == vector.count)
        return true; /* it asks for no more */
    part.iov_len = (size_t)count;
    uint64_t at = vector.at + last * sizeof part;
    uint64_t place = vector.header + offsetof(struct msghdr, msg_iovlen);
    uint64_t parts_left = last + 1;
    if (!keep(task, &task->undone.part, at, sizeof part) ||
        !put(task, at, &part, sizeof part))
        return false;
    if (!vector.header)
        return registers_set_argument(task->tid, registers, 2,
                                      (int64_t)parts_left) == 0;
    return keep(task, &task->undone.header, place, sizeof parts_left) &&
           put(task, place, &parts_left, sizeof parts_left);
}

bool rest_first(struct task *task, struct registers *registers, int64_t count)
{
    if (has_vector(task))
        return first_of_vector(task, registers, count);
    return registers_set_argument(task->tid, registers, 2, count) == 0;
}

/* ---- time ---- */

/* Which argument is a time-out of the call; -1 for none. */
static int timeout_argument(const char *name)
{
    return strcmp(name, "semtimedop") == 0          ? 3
           : strcmp(name, "rt_sigtimedwait") == 0   ? 2
           : strncmp(name, "epoll_pwait2", 12) == 0 ? 3
                                                    : -1;
}

static int64_t left_us(const struct task *task, int64_t whole_us)
{
    return whole_us - (int64_t)(trace_now_us() - task->undone.since_us);
}

/* The kernel reads the time when the call begins: it is put where no function
 * of the program has anything, below its stack. */
static bool shorten_timespec(struct task *task, struct registers *registers,
                             int index)
{
    struct timespec whole;
    uint64_t given = (uint64_t)task->undone.arguments[index];
    if (given == 0)
        return true;
    if (!get(task, given, &whole, sizeof whole))
        return false;
    int64_t left =
        left_us(task, (int64_t)whole.tv_sec * 1000000 + whole.tv_nsec / 1000);
    left = left < 0 ? 0 : left;
    whole = (struct timespec){ left / 1000000, left % 1000000 * 1000 };
    uint64_t place =
        (registers_stack(registers) - RED_ZONE - sizeof whole) & ~UINT64_C(15);
    return put(task, place, &whole, sizeof whole) &&
           registers_set_argument(task->tid, registers, index,
                                  (int64_t)place) == 0;
}

/* A socket has its time-outs for itself, and every call begins them anew. */
static void set_socket_time(const struct task *task,
                            const struct timeval *value)
{
    int copy = proc_take(task->group, task->entered.fd);
    if (copy == -1)
        return;
    (void)setsockopt(copy, SOL_SOCKET, task->undone.time_option, value,
                     sizeof *value);
    (void)close(copy);
}

static void ask_socket_time(struct task *task)
{
    enum call_role role = call_at(task->call)->role;
    struct timeval *whole = &task->undone.socket_time;
    socklen_t size = sizeof *whole;
    int copy = proc_take(task->group, task->entered.fd);
    task->undone.time_option =
        role == ROLE_WRITE || role == ROLE_CONNECT ? SO_SNDTIMEO : SO_RCVTIMEO;
    if (copy == -1)
        return;
    if (getsockopt(copy, SOL_SOCKET, task->undone.time_option, whole, &size) ==
        -1)
        *whole = (struct timeval){ 0 };
    (void)close(copy);
}

static void shorten_socket_time(struct task *task)
{
    if (task->undone.time_option == 0)
        ask_socket_time(task);
    struct timeval whole = task->undone.socket_time;
    if (whole.tv_sec == 0 && whole.tv_usec == 0)
        return; /* for ever */
    int64_t left =
        left_us(task, (int64_t)whole.tv_sec * 1000000 + whole.tv_usec);
    left = left < 1000 ? 1000 : left; /* 0 would mean for ever */
    whole = (struct timeval){ left / 1000000, left % 1000000 };
    set_socket_time(task, &whole);
}

bool rest_of_time(struct task *task, struct registers *registers)
{
    const char *name = call_at(task->call)->name;
    int index = timeout_argument(name);
    if (index >= 0)
        return shorten_timespec(task, registers, index);
    if (task->undone.socket)
        shorten_socket_time(task);
    if ((strcmp(name, "epoll_wait") != 0 && strcmp(name, "epoll_pwait") != 0) ||
        (int)task->undone.arguments[3] < 0)
        return true;
    int64_t left =
        left_us(task, (int64_t)(int)task->undone.arguments[3] * 1000);
    return registers_set_argument(task->tid, registers, 3,
                                  left > 0 ? (left + 999) / 1000 : 0) == 0;
}

/* ---- back ---- */

void rest_put_back(struct task *task, struct registers *registers)
{
    struct undone *undone = &task->undone;
    for (int i = 1; i < 6; i++) /* the first was never changed */
        if (registers_argument(registers, i) != undone->arguments[i])
            (void)registers_set_argument(task->tid, registers, i,
                                         undone->arguments[i]);
    if (undone->part.at)
        (void)put(task, undone->part.at, undone->part.bytes, undone->part.size);
    if (undone->header.at)
        (void)put(task, undone->header.at, undone->header.bytes,
                  undone->header.size);
    if (undone->socket_time.tv_sec || undone->socket_time.tv_usec)
        set_socket_time(task, &undone->socket_time);
}

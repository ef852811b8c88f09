/* mechanisms.c - one question and one answer, by each mechanism of the course.
 *
 *   asker ──64 bytes──► answerer ──64 bytes──► asker       ROUNDS times
 *
 * Both on one processor, so that every step is a switch from one to the other:
 * what differs is what the mechanism adds to it. Prints microseconds a round.
 *
 *   bench-mechanisms NAME      one of those in the table below
 *
 * Exit status: 0, or 2 if it could not be measured.
 */
#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 20000
#define SIZE 64

/* Both ways, 0 to the answerer and 1 back; made before the fork. */
static int from[2], to[2]; /* descriptors, by way */
static char *memory;       /* SIZE bytes a way */
static sem_t *semaphores;  /* one a way, in memory as well */
static int id;             /* of a System V object */

static void must(int result, const char *call)
{
    if (result == -1)
        err(2, "%s", call);
}

/* ---- descriptors ---- */

static void send_fd(int way, const char *bytes)
{
    if (write(to[way], bytes, SIZE) != SIZE)
        err(2, "write");
}

static void receive_fd(int way, char *bytes)
{
    for (size_t done = 0; done < SIZE;) {
        ssize_t n = read(from[way], bytes + done, SIZE - done);
        if (n <= 0)
            err(2, "read");
        done += (size_t)n;
    }
}

static void open_pipes(void)
{
    for (int way = 0; way < 2; way++) {
        int ends[2];
        must(pipe2(ends, O_CLOEXEC), "pipe2");
        from[way] = ends[0];
        to[way] = ends[1];
    }
}

static void open_fifos(void)
{
    char directory[] = "/tmp/bench-fifo-XXXXXX", path[64];
    if (!mkdtemp(directory))
        err(2, "mkdtemp");
    (void)snprintf(path, sizeof path, "%s/fifo", directory);
    for (int way = 0; way < 2; way++) {
        must(mkfifo(path, 0600), "mkfifo");
        from[way] = to[way] = open(path, O_RDWR | O_CLOEXEC);
        must(from[way], "open");
        must(unlink(path), "unlink");
    }
    must(rmdir(directory), "rmdir");
}

static void open_pair(void)
{
    int ends[2];
    must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends),
         "socketpair");
    to[0] = from[1] = ends[0];
    from[0] = to[1] = ends[1];
}

static void open_tcp(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t size = sizeof address;
    const int one = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(listener, (struct sockaddr *)&address, size), "bind");
    must(listen(listener, 1), "listen");
    must(getsockname(listener, (struct sockaddr *)&address, &size), "name");
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(connect(client, (struct sockaddr *)&address, size), "connect");
    int server = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    must(server, "accept");
    must(close(listener), "close");
    (void)setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    (void)setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    to[0] = from[1] = client;
    from[0] = to[1] = server;
}

/* ---- queues ---- */

static void open_mq(void)
{
    struct mq_attr attr = { .mq_maxmsg = 4, .mq_msgsize = SIZE };
    char name[64];
    (void)snprintf(name, sizeof name, "/bench-%d", (int)getpid());
    for (int way = 0; way < 2; way++) {
        to[way] = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
        must(to[way], "mq_open");
        must(mq_unlink(name), "mq_unlink");
    }
}

static void send_mq(int way, const char *bytes)
{
    must(mq_send(to[way], bytes, SIZE, 0), "mq_send");
}

static void receive_mq(int way, char *bytes)
{
    must((int)mq_receive(to[way], bytes, SIZE, NULL), "mq_receive");
}

static void remove_msgq(void)
{
    (void)msgctl(id, IPC_RMID, NULL);
}

static void open_msgq(void)
{
    must(id = msgget(IPC_PRIVATE, 0600), "msgget");
    (void)atexit(remove_msgq);
}

struct typed {
    long type;
    char bytes[SIZE];
};

static void send_msgq(int way, const char *bytes)
{
    struct typed message = { .type = way + 1 };
    memcpy(message.bytes, bytes, SIZE);
    must(msgsnd(id, &message, SIZE, 0), "msgsnd");
}

static void receive_msgq(int way, char *bytes)
{
    struct typed message;
    must((int)msgrcv(id, &message, SIZE, way + 1, 0), "msgrcv");
    memcpy(bytes, message.bytes, SIZE);
}

/* ---- shared memory ---- */

static void open_memory(void)
{
    memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        err(2, "mmap");
    semaphores = (sem_t *)(memory + 2 * SIZE);
    for (int way = 0; way < 2; way++)
        must(sem_init(&semaphores[way], 1, 0), "sem_init");
}

static void send_memory(int way, const char *bytes)
{
    memcpy(memory + (size_t)way * SIZE, bytes, SIZE);
    must(sem_post(&semaphores[way]), "sem_post");
}

static void receive_memory(int way, char *bytes)
{
    must(sem_wait(&semaphores[way]), "sem_wait");
    memcpy(bytes, memory + (size_t)way * SIZE, SIZE);
}

static void remove_set(void)
{
    (void)semctl(id, 0, IPC_RMID);
}

static void open_segment(void)
{
    int segment = shmget(IPC_PRIVATE, 4096, 0600);
    must(segment, "shmget");
    memory = shmat(segment, NULL, 0);
    must(shmctl(segment, IPC_RMID, NULL), "shmctl");
    if (memory == (void *)-1)
        err(2, "shmat");
    must(id = semget(IPC_PRIVATE, 2, 0600), "semget");
    (void)atexit(remove_set);
}

static void operate(int way, short change)
{
    struct sembuf operation = { (unsigned short)way, change, 0 };
    must(semop(id, &operation, 1), "semop");
}

static void send_segment(int way, const char *bytes)
{
    memcpy(memory + (size_t)way * SIZE, bytes, SIZE);
    operate(way, 1);
}

static void receive_segment(int way, char *bytes)
{
    operate(way, -1);
    memcpy(bytes, memory + (size_t)way * SIZE, SIZE);
}

/* Nothing but two switches: each lets the other run. */
static void open_nothing(void)
{
}

static void send_nothing(int way, const char *bytes)
{
    (void)way, (void)bytes;
    (void)sched_yield();
}

static void receive_nothing(int way, char *bytes)
{
    (void)way, (void)bytes;
}

/* ---- all of them ---- */

static const struct mechanism {
    const char *name;
    void (*open)(void);
    void (*send)(int way, const char *bytes);
    void (*receive)(int way, char *bytes);
} mechanisms[] = {
    { "switches", open_nothing, send_nothing, receive_nothing },
    { "pipe", open_pipes, send_fd, receive_fd },
    { "fifo", open_fifos, send_fd, receive_fd },
    { "posix-queue", open_mq, send_mq, receive_mq },
    { "sysv-queue", open_msgq, send_msgq, receive_msgq },
    { "memory-semaphores", open_memory, send_memory, receive_memory },
    { "segment-semop", open_segment, send_segment, receive_segment },
    { "unix-socket", open_pair, send_fd, receive_fd },
    { "tcp-socket", open_tcp, send_fd, receive_fd },
};

static void pin(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    must(sched_setaffinity(0, sizeof one, &one), "sched_setaffinity");
}

static void answer(const struct mechanism *by)
{
    char bytes[SIZE];
    for (int i = 0; i < ROUNDS; i++) {
        by->receive(0, bytes);
        by->send(1, bytes);
    }
}

static double ask(const struct mechanism *by)
{
    char bytes[SIZE] = "what time is it?";
    struct timespec begin, end;
    must(clock_gettime(CLOCK_MONOTONIC, &begin), "clock_gettime");
    for (int i = 0; i < ROUNDS; i++) {
        by->send(0, bytes);
        by->receive(1, bytes);
    }
    must(clock_gettime(CLOCK_MONOTONIC, &end), "clock_gettime");
    return ((double)(end.tv_sec - begin.tv_sec) * 1e6 +
            (double)(end.tv_nsec - begin.tv_nsec) / 1e3) /
           ROUNDS;
}

int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "";
    for (size_t i = 0; i < sizeof mechanisms / sizeof *mechanisms; i++) {
        const struct mechanism *by = &mechanisms[i];
        if (strcmp(by->name, name) != 0)
            continue;
        pin();
        by->open();
        pid_t child = fork();
        must(child, "fork");
        if (child == 0) {
            answer(by);
            _exit(0);
        }
        (void)printf("%.3f\n", ask(by));
        (void)waitpid(child, NULL, 0);
        return 0;
    }
    errx(2, "%s: no such mechanism", name);
}

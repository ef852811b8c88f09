/* rules.c - the rules behind the findings, in the order of the labs.
 *
 * A rule is what holds for every program, said so that it helps with this
 * one; what happened in this run is said by the finding itself. */
#include "report/rules.h"

#include <stddef.h>
#include <string.h>

#define PROCESSES "handouts/00-processes.md#"
#define MEMORY "handouts/04-shared-memory.md#"
#define PIPES "handouts/01-pipes.md#"
#define FIFOS "handouts/02-fifos.md#"
#define SIGNALS "handouts/07-signals.md#"
#define QUEUES "handouts/03-message-queues.md#"
#define SEMAPHORES "handouts/05-semaphores.md#"
#define SOCKETS "handouts/08-sockets.md#"
#define RACES "handouts/06-race-conditions.md#"

static const struct rule rules[] = {
    /* fork, exec, wait */
    { "PROC-01",
      "exec comes back only when it failed, and then the child is still a "
      "copy of your program: say why and leave with _exit(127)",
      PROCESSES "after-exec · man 3 exec, \"RETURN VALUE\"" },
    { "PROC-02",
      "a child that has ended stays a zombie until its parent waits for it: "
      "one successful wait for each fork",
      PROCESSES "zombies · man 2 wait, \"NOTES\"" },
    { "PROC-03",
      "processes that talk to each other must run at the same time: start "
      "all of them first, wait for them afterwards",
      PROCESSES "side-by-side · man 7 pipe, \"Pipe capacity\"" },
    { "PROC-04",
      "fork copies text that printf still keeps in its buffer, and then it "
      "is written twice: fflush before fork, or leave the child with _exit",
      PROCESSES "fork-and-stdio · man 3 exit, man 2 _exit" },
    { "PROC-05",
      "_exit, exec and SIGKILL throw away what printf still keeps in its "
      "buffer: fflush first",
      PROCESSES "fork-and-stdio · man 2 _exit, man 3 fflush" },
    { "PROC-06",
      "the number from waitpid is a coded word: ask WIFEXITED or WIFSIGNALED "
      "before WEXITSTATUS or WTERMSIG",
      PROCESSES "exit-status-words · man 2 wait" },
    { "PROC-07",
      "a waitpid that a signal handler interrupts gives EINTR and has "
      "collected nobody: call it again",
      PROCESSES "zombies · man 7 signal, \"Interruption of system calls\"" },
    { "PROC-08",
      "fork can fail: -1 is no child, and as a pid it stands for everybody "
      "(kill) or anybody (waitpid)",
      PROCESSES "when-fork-fails · man 2 fork, man 2 kill" },
    { "PROC-09",
      "an argument vector begins with the program's name and ends with a "
      "null pointer",
      PROCESSES "argument-vectors · man 3 exec" },
    { "PROC-10",
      "after fork, memory and working directory are separate copies: what "
      "the child changes, the parent does not see",
      PROCESSES "copies · man 2 fork, man 2 chdir" },
    { "PROC-11",
      "wait returns whichever child ended: name the one you mean with "
      "waitpid(pid), and collect every stage",
      PROCESSES "zombies · man 2 wait" },
    { "PROC-12",
      "while SIGCHLD is ignored the kernel throws the status away: set "
      "SIG_DFL before you fork a child whose status you need",
      PROCESSES "zombies · man 2 wait, \"NOTES\"" },
    { "PROC-13",
      "in a program with threads only the forking one lives on in the child, "
      "and locks of the others stay taken: only async-signal-safe calls "
      "before exec",
      PROCESSES "threads · man 2 fork, man 7 signal-safety" },

    /* pipes */
    { "PIPE-01",
      "a reader sees end-of-file only when every write end is closed, its "
      "own copy too",
      PIPES "end-of-file · man 7 pipe, \"I/O on pipes and FIFOs\"" },
    { "PIPE-02",
      "a reader sees end-of-file only when every copy of the write end is "
      "closed, in every process",
      PIPES "end-of-file · man 7 pipe, \"I/O on pipes and FIFOs\"" },
    { "PIPE-03",
      "a writer learns that nobody reads (SIGPIPE, EPIPE) only when every "
      "copy of the read end is closed, its own too",
      PIPES "sigpipe-and-epipe · man 7 pipe, \"I/O on pipes and FIFOs\"" },
    { "PIPE-04",
      "a pipe holds 64 KiB, then the writer sleeps: read first, and wait for "
      "the child afterwards",
      PIPES "capacity · man 7 pipe, \"Pipe capacity\"" },
    { "PIPE-05",
      "with two pipes to one process, neither may wait for the other to be "
      "finished: let poll say which one is ready",
      PIPES "capacity · man 2 poll, man 7 pipe" },
    { "PIPE-06",
      "read gives what is there, up to the size you asked for, and adds no "
      "zero byte: go on until all has come, and use the number it returns",
      PIPES "short-counts · man 2 read, \"RETURN VALUE\"" },
    { "PIPE-07", "write may take fewer bytes than it was given: send the rest",
      PIPES "short-counts · man 2 write, \"RETURN VALUE\"" },
    { "PIPE-08",
      "a child inherits every descriptor that is not close-on-exec, also "
      "those that have nothing to do with it: pipe2 with O_CLOEXEC",
      PIPES "close-on-exec · man 2 pipe, \"O_CLOEXEC\"" },
    { "PIPE-09",
      "dup2 makes a second reference, and the first one stays open: it must "
      "be closed too (O_CLOEXEC does it at exec)",
      PIPES "close-on-exec · man 2 dup" },
    { "PIPE-10",
      "dup2(fd, fd) does nothing: when the pipe already has the number you "
      "want, do not close it, and clear FD_CLOEXEC",
      PIPES "redirection · man 2 dup, man 2 fcntl" },
    { "PIPE-11",
      "ends[0] reads and ends[1] writes, and a pipe connects only processes "
      "that were forked after it was made",
      PIPES "end-of-file · man 2 pipe" },
    { "PIPE-12",
      "only one single write of at most PIPE_BUF bytes stays in one piece "
      "when several processes write",
      PIPES "atomic-writes · man 7 pipe, \"PIPE_BUF\"" },
    { "PIPE-13",
      "O_NONBLOCK belongs to the open file, not to your descriptor: all who "
      "share it (stdin!) get EAGAIN from then on",
      PIPES "redirection · man 2 fcntl, \"F_SETFL\"" },
    { "PIPE-14",
      "-1 with EAGAIN means nothing yet, 0 means the end: sleep in poll until "
      "there is more",
      PIPES "short-counts · man 2 read, man 2 poll" },

    /* FIFOs */
    { "FIFO-01",
      "open on a FIFO waits until the other side opens the same one: both "
      "sides must come to the FIFOs in the same order",
      FIFOS "open-waits · man 7 fifo" },
    { "FIFO-02",
      "a non-blocking open for writing needs a reader that is already there: "
      "ENXIO means that nobody reads now",
      FIFOS "without-waiting · man 7 fifo, man 2 open, \"ENXIO\"" },
    { "FIFO-03",
      "each time the last writer leaves, the reader gets end-of-file: who "
      "serves many holds a write end itself (O_RDWR, or a second descriptor)",
      FIFOS "writers-come-and-go · man 7 fifo" },
    { "FIFO-04",
      "the name of a FIFO outlives the programs: accept one that is there, "
      "look that it is a FIFO, and remove it at the end",
      FIFOS "the-name-stays · man 3 mkfifo, man 2 unlink" },
    { "FIFO-05",
      "0 from a non-blocking read of a FIFO says that it has no writer now, "
      "perhaps not yet: poll for POLLIN first",
      FIFOS "not-yet-is-not-the-end · man 7 fifo, man 2 poll" },
    { "FIFO-06",
      "never wait in open for a partner that may be dead: open the reply FIFO "
      "with O_NONBLOCK, and take ENXIO for an answer",
      FIFOS "a-dead-client · man 7 fifo, man 2 open" },

    { "RACE-03",
      "what you looked up can be different when you act on it: let one call do "
      "both, or take a lock",
      FIFOS "one-server · man 2 flock, man 2 open, \"O_EXCL\"" },
    /* POSIX message queues */
    { "PMQ-01",
      "mq_receive wants room for the largest message that the queue allows, "
      "whatever the next one has: ask mq_getattr for mq_msgsize",
      QUEUES "lengths · man 3 mq_receive, \"ERRORS\"" },
    { "PMQ-02",
      "a queue's name is a slash and a word without a slash, and its "
      "attributes have limits: 10 messages of 8192 bytes for ordinary users",
      QUEUES "names · man 7 mq_overview" },
    { "PMQ-03",
      "a queue outlives its processes, and O_CREAT opens the old one as it "
      "is: mq_unlink first and O_EXCL then, and mq_unlink at the end",
      QUEUES "what-stays · man 3 mq_open, man 3 mq_unlink" },
    { "PMQ-04",
      "a message is as long as mq_send was told and mq_receive returns: no "
      "zero byte ends it, and nobody adds one",
      QUEUES "lengths · man 3 mq_receive, \"RETURN VALUE\"" },
    { "PMQ-05",
      "EINTR means again, EAGAIN means not now: sleep in poll, and neither "
      "give up nor ask in a loop",
      QUEUES "waiting · man 3 mq_receive, man 2 poll" },
    { "PMQ-06",
      "mq_notify gives one signal, and only when a message comes into an "
      "empty queue: register again first, then drain until EAGAIN",
      QUEUES "notices · man 3 mq_notify" },
    { "PMQ-07",
      "the time-out of a queue is a moment by CLOCK_REALTIME, not a span: "
      "clock_gettime, then add, with the nanoseconds below one second",
      QUEUES "time-limits · man 3 mq_receive, man 2 clock_gettime" },

    /* System V message queues */
    { "SVMQ-01",
      "the size of msgsnd and msgrcv is that of the text alone, without the "
      "long in front of it",
      QUEUES "types · man 2 msgop" },
    { "SVMQ-02",
      "a message has a type above 0; 0 and negative numbers are only for "
      "choosing in msgrcv",
      QUEUES "types · man 2 msgop" },
    { "SVMQ-03",
      "a System V queue stays, with its messages, until msgctl(IPC_RMID): "
      "remove it on every path, and what a killed run left at the next start",
      QUEUES "what-stays · man 7 sysvipc, man 2 msgctl" },
    { "SVMQ-04",
      "whoever asks for a type first gets the letter: in a queue that many "
      "use, each receiver asks for a type of its own",
      QUEUES "types · man 2 msgop" },
    { "SVMQ-05",
      "msgsnd and msgrcv are never restarted after a signal handler, also "
      "not with SA_RESTART: call them again on EINTR",
      QUEUES "waiting · man 7 signal, man 2 msgop" },
    { "SVMQ-06",
      "ftok makes its number from the file itself and fails with -1 if there "
      "is none: look at its result, and never replace the file",
      QUEUES "names · man 3 ftok" },
    { "SVMQ-07",
      "a queue is full at some time, in both directions: whoever has an "
      "answer coming must not sleep in sending",
      QUEUES "both-full · man 2 msgop, man 3 mq_send" },
    { "SVMQ-08",
      "a message that is longer than the size you give stays first in the "
      "queue (E2BIG), or is cut without a word (MSG_NOERROR): give more room",
      QUEUES "lengths · man 2 msgop, \"ERRORS\"" },

    /* sockets */
    { "SOCK-01",
      "a stream has no messages: one receive may bring a part of one, or "
      "several; receive until all of it is there, and leave the rest for "
      "later",
      SOCKETS "streams · man 7 tcp, man 2 recv" },
    { "SOCK-02",
      "send says how many bytes it took: go on behind them until all are "
      "sent",
      SOCKETS "streams · man 2 send, \"RETURN VALUE\"" },
    { "SOCK-03",
      "sending to a partner who has gone raises SIGPIPE: say MSG_NOSIGNAL "
      "or ignore the signal, and handle EPIPE",
      SOCKETS "partners-that-go · man 2 send, \"MSG_NOSIGNAL\"" },
    { "SOCK-04",
      "after a connection its port is remembered for a minute: set "
      "SO_REUSEADDR before bind, always",
      SOCKETS "hosts-and-ports · man 7 socket, \"SO_REUSEADDR\"" },
    { "SOCK-05",
      "the path of a unix socket outlives the socket: remove a dead one "
      "before bind",
      SOCKETS "names · man 7 unix" },
    { "SOCK-06",
      "a name may belong to a server that lives: connect first, and "
      "remove only what answers ECONNREFUSED",
      SOCKETS "names · man 7 unix, man 2 connect" },
    { "SOCK-07",
      "0 from recv, and POLLHUP or POLLERR from poll, mean that the "
      "partner has gone: close the descriptor and forget it",
      SOCKETS "partners-that-go · man 2 poll, man 2 recv" },
    { "SOCK-08",
      "numbers travel with the most significant byte first: htonl and "
      "htons before sending, ntohl and ntohs behind receiving",
      SOCKETS "streams · man 3 byteorder" },
    { "SOCK-09",
      "a path for a unix socket has 107 bytes at most: look at the length "
      "before you copy it",
      SOCKETS "names · man 7 unix, \"BUGS\"" },
    { "SOCK-10",
      "of an abstract name all bytes up to the length of the address "
      "count: both sides must count alike",
      SOCKETS "names · man 7 unix, \"Abstract sockets\"" },
    { "SOCK-11",
      "an answer needs an address: a unix datagram socket has none before "
      "bind",
      SOCKETS "datagrams · man 7 unix" },
    { "SOCK-12",
      "one receive takes the whole message, and what does not fit is "
      "lost: MSG_TRUNC tells how long it was",
      SOCKETS "datagrams · man 2 recv, \"MSG_TRUNC\"" },
    { "SOCK-13",
      "a connection ends when its last copy is closed, in every process: "
      "after fork the parent closes it",
      SOCKETS "who-holds-what · man 2 fork, man 2 close" },
    { "SOCK-14",
      "a port or name is in use as long as anybody has the listening "
      "socket: the child closes it",
      SOCKETS "who-holds-what · man 2 fork, man 2 listen" },
    { "SOCK-15",
      "a partner who waits for the end of the input must be told of it: "
      "shutdown(SHUT_WR), and you can still receive",
      SOCKETS "half-close · man 2 shutdown" },
    { "SOCK-16",
      "close with bytes unread, or still to come, resets the connection: "
      "shutdown(SHUT_WR), read to the end, close",
      SOCKETS "half-close · man 2 shutdown, man 7 tcp" },
    { "SOCK-17",
      "every descriptor in a message is yours: take all of them, close "
      "what you do not want, and look for MSG_CTRUNC; the sender closes "
      "its own copy",
      SOCKETS "descriptors · man 7 unix, \"SCM_RIGHTS\"" },
    { "SOCK-18",
      "descriptors travel in the control part, beside at least one byte: "
      "cmsg_len is CMSG_LEN, msg_controllen is CMSG_SPACE",
      SOCKETS "descriptors · man 3 cmsg" },
    { "SOCK-19",
      "an edge-triggered epoll tells each news once: go on until EAGAIN "
      "before you wait again",
      SOCKETS "many-clients · man 7 epoll, \"Questions and answers\"" },
    { "SOCK-20",
      "select changes its sets, and looks only below nfds: fill them anew "
      "each time, nfds is the highest descriptor and one",
      SOCKETS "many-clients · man 2 select" },
    { "SOCK-21",
      "a connect that goes on in the background is over when the socket "
      "is writable, and SO_ERROR says how it ended",
      SOCKETS "hosts-and-ports · man 2 connect, \"EINPROGRESS\"" },
    { "SOCK-22",
      "an error of accept that concerns one client or one moment does not "
      "end a server: go on with the next",
      SOCKETS "who-holds-what · man 2 accept, \"Error handling\"" },

    /* what the kit sees in any lab */
    { "TODO", "this exercise is still to be written", NULL },
    { "OUT", "what comes out must be exactly what the exercise asks for",
      NULL },
    { "RESULT",
      "the value a function returns is part of what it promises: the header "
      "says which one stands for what",
      NULL },
    { "CRASH",
      "a program that a signal ends has no result: look first at the pointer "
      "or the array in the line named here",
      NULL },
    { "SPIN",
      "whoever has to wait sleeps in the kernel (read, poll, waitpid) and "
      "does not ask again and again",
      NULL },
    /* shared memory */
    { "PSHM-01",
      "a new object has size 0: give it its size before anybody touches it",
      MEMORY "a-size · man 3 shm_open, man 2 mmap, \"SIGBUS\"" },
    { "PSHM-02",
      "with MAP_PRIVATE, and in plain memory, each process has a copy of its "
      "own: only MAP_SHARED shares",
      MEMORY "shared-or-private · man 2 mmap" },
    { "PSHM-03",
      "memory without a name is shared with children that are forked behind "
      "the mmap, and with nobody else",
      MEMORY "shared-or-private · man 2 mmap, \"MAP_ANONYMOUS\"" },
    { "PSHM-04",
      "an address is good in the process that has it: store how far something "
      "is from the beginning of the memory",
      MEMORY "no-pointers · man 2 mmap" },
    { "PSHM-05",
      "a name stays until shm_unlink or the next start of the machine: remove "
      "it on every path, also when what comes behind fails",
      MEMORY "names · man 7 shm_overview" },
    { "PSHM-06",
      "that it exists does not mean that it is ready: the maker sets a mark "
      "last, and everybody else looks at it first",
      MEMORY "ready · man 3 shm_open, man 2 fstat" },
    { "PSHM-07",
      "mmap tells a failure with MAP_FAILED, which is -1 and no null pointer",
      MEMORY "a-size · man 2 mmap, \"RETURN VALUE\"" },
    { "PSHM-08",
      "ftruncate only notes a size: posix_fallocate gets the room, and says so "
      "when there is none",
      MEMORY "a-size · man 3 posix_fallocate" },
    { "PSHM-09",
      "looking at a word again and again is no waiting: sleep on it (futex, "
      "semaphore), and be woken",
      MEMORY "ready · man 2 futex" },
    { "PSHM-10",
      "only the one process whose O_EXCL succeeded may give the memory its "
      "first contents",
      MEMORY "names · man 3 shm_open, \"O_EXCL\"" },
    { "SVSHM-01",
      "a segment outlives its processes until IPC_RMID: remove it on every "
      "path",
      MEMORY "system-v · man 2 shmctl" },
    { "SVSHM-02",
      "shmat tells a failure with (void *)-1, which is no null pointer",
      MEMORY "system-v · man 2 shmop, \"RETURN VALUE\"" },
    { "SVSHM-03",
      "EINVAL from shmget: the key already names a segment that is smaller",
      MEMORY "system-v · man 2 shmget, \"EINVAL\"" },
    { "SVSHM-04",
      "shmctl and shmat take the id; the key only leads shmget to it",
      MEMORY "system-v · man 2 shmctl" },
    { "SVSHM-05",
      "the low nine bits of shmget's flags are the mode, as for a file: 0600",
      MEMORY "system-v · man 2 shmget" },
    { "SVSHM-06", "shmdt takes just the address that shmat returned",
      MEMORY "system-v · man 2 shmop" },

    /* POSIX semaphores */
    { "PSEM-01",
      "a semaphore for several processes lies in memory that all of them "
      "share, and sem_init is told so: pshared is 1",
      SEMAPHORES "where-it-lies · man 3 sem_init" },
    { "PSEM-02",
      "a named semaphore outlives its program, and so does its value: take "
      "the old one away first, and insist on a new one (O_EXCL)",
      SEMAPHORES "names · man 3 sem_open, man 3 sem_unlink" },
    { "PSEM-03",
      "a sem_wait that a signal handler interrupts gives -1 with EINTR: you "
      "have no permit, so wait again",
      SEMAPHORES "waiting · man 3 sem_wait, man 7 signal" },
    { "PSEM-04",
      "never sleep with the mutex: wait for a place, or for something to "
      "take, first, and take the mutex then",
      SEMAPHORES "order · man 7 sem_overview" },
    { "PSEM-05",
      "each wait has its post on every path, also when the work in between "
      "fails",
      SEMAPHORES "permits · man 3 sem_post" },
    { "PSEM-06",
      "a semaphore has no owner: what a dead process has taken, nobody gives "
      "back. Robust mutexes, file locks and SEM_UNDO do",
      SEMAPHORES "dying · man 3 pthread_mutexattr_setrobust, man 2 fcntl" },
    { "PSEM-07",
      "the value that sem_getvalue tells is old when you read it: "
      "sem_trywait looks and takes in one step",
      SEMAPHORES "waiting · man 3 sem_getvalue, \"NOTES\"" },
    { "PSEM-08",
      "a name leads to one semaphore until sem_unlink; then it is free, and "
      "the next sem_open makes another: take it away once, when all is done",
      SEMAPHORES "names · man 3 sem_unlink" },
    { "PSEM-09",
      "sem_timedwait wants a moment by CLOCK_REALTIME, and not a span of "
      "time; after ETIMEDOUT you have no permit",
      SEMAPHORES "waiting · man 3 sem_wait, man 2 clock_gettime" },
    { "PSEM-10",
      "a semaphore begins with what there is to take: 0 for a signal, 1 for "
      "mutual exclusion, N for N places",
      SEMAPHORES "permits · man 7 sem_overview" },

    /* System V semaphores */
    { "SVSEM-01",
      "semget gives a set no values: whoever made it sets them, once, before "
      "anybody uses them",
      SEMAPHORES "two-steps · man 2 semget, \"Semaphore initialization\"" },
    { "SVSEM-02",
      "a set is there before it has its values: one process makes it "
      "(IPC_EXCL), and all others wait until it is ready",
      SEMAPHORES "two-steps · man 2 semget, \"Semaphore initialization\"" },
    { "SVSEM-03",
      "a set outlives its processes until semctl(IPC_RMID): remove it on "
      "every path, and what a killed run has left at the next start",
      SEMAPHORES "two-steps · man 7 sysvipc, man 2 semctl" },
    { "SVSEM-04",
      "with SEM_UNDO the kernel gives back at a process's end what it had "
      "taken; without, it is gone",
      SEMAPHORES "dying · man 2 semop, \"SEM_UNDO\"" },
    { "SVSEM-05",
      "SEM_UNDO takes back at a process's end what it had given: only for "
      "what it gives back anyway, never for a signal or a supply",
      SEMAPHORES "dying · man 2 semop, \"SEM_UNDO\"" },
    { "SVSEM-06",
      "IPC_RMID acts at once, and all others get EIDRM or EINVAL: only the "
      "last user may remove the set",
      SEMAPHORES "two-steps · man 2 semctl" },
    { "SVSEM-07",
      "semop is never restarted after a signal handler, also not with "
      "SA_RESTART: call it again on EINTR",
      SEMAPHORES "waiting · man 7 signal, man 2 semop" },
    { "SVSEM-08",
      "take all that you need in one semop: either it gets all of it, or it "
      "sleeps and has nothing",
      SEMAPHORES "order · man 2 semop" },

    /* order among processes, whatever it is made of */
    { "RACE-01",
      "what several processes change is changed by one at a time: wait first, "
      "and then go in",
      SEMAPHORES "permits · man 7 sem_overview" },
    { "RACE-06",
      "when each takes first what another takes second, all may wait for each "
      "other: the same order for everybody, or all in one step",
      SEMAPHORES "order · man 7 sem_overview" },
    { "RACE-10",
      "asking again and again is no waiting: sleep in the kernel until "
      "somebody wakes you",
      SEMAPHORES "waiting · man 3 sem_wait" },

    { "RACE-04",
      "a wake-up is not remembered: who looks, and then sleeps, does both "
      "under "
      "the mutex under which the other one changes and wakes",
      RACES "look-and-sleep · man 3 pthread_cond_wait" },
    { "RACE-07",
      "words that belong together are written and read as one: under one lock "
      "on both sides, or with a number that tells the reader to read again",
      RACES "words-that-belong-together · man 3 pthread_mutex_lock" },
    { "RACE-08",
      "the same number is not the same thing: count the changes with it, or "
      "take a lock",
      RACES "the-same-again · man 3 pthread_mutex_lock" },
    { "RACE-09",
      "what a number promises is done before the number is written, and read "
      "after it was read, both as atomics",
      RACES "told-last · man 3 pthread_mutex_lock" },
    { "SCHEDULE",
      "an order that breaks it lets somebody act on what is over by then",
      RACES "orders · man 7 pthreads" },
    { "NAME",
      "two accesses clash if they are of two processes, touch the same bytes, "
      "and one of them writes",
      RACES "orders · man 7 pthreads" },
    { "SERIAL",
      "keep others out while you touch what is shared, and no longer: what "
      "takes its time does not belong in there",
      RACES "as-short-as-possible · man 3 pthread_mutex_lock" },
    { "UNKNOWN", "what is tried in every order must be made of known calls",
      RACES "orders · man 2 syscalls" },

    /* what survives a process */
    { "DB-09",
      "a lock whose owner dies stays locked for ever, unless it is robust: "
      "then the next one gets it, and is told",
      MEMORY "dying · man 3 pthread_mutexattr_setrobust" },
    { "DB-10",
      "EOWNERDEAD means: you have the lock, repair, call "
      "pthread_mutex_consistent, go on",
      MEMORY "dying · man 3 pthread_mutex_consistent" },
    { "DB-11",
      "the kernel gives the lock on and knows nothing of the data: what was "
      "half done must be undone, or done",
      MEMORY "dying · man 3 pthread_mutex_consistent" },

    /* signals */
    { "SIG-01",
      "a handler may come in the middle of printf, malloc or exit, and must "
      "not "
      "call them itself: set a flag, or write() what is to be said",
      SIGNALS "in-a-handler · man 7 signal-safety" },
    { "SIG-02",
      "several children that end may send one SIGCHLD: waitpid with WNOHANG "
      "in a loop, until there is no more",
      SIGNALS "merged · man 7 signal, \"Queueing\"" },
    { "SIG-03",
      "a handler that makes calls changes errno in the middle of the main "
      "flow: save it first, and put it back",
      SIGNALS "in-a-handler · man 7 signal-safety" },
    { "SIG-04",
      "a flag that a handler sets is volatile sig_atomic_t, else the compiler "
      "may keep it in a register",
      SIGNALS "in-a-handler · man 7 signal-safety" },
    { "SIG-05",
      "a signal may come between look and sleep: block it, and let it in with "
      "the call that sleeps (sigsuspend, ppoll) or takes it (sigwaitinfo, "
      "signalfd)",
      SIGNALS "look-and-sleep · man 2 sigsuspend, man 2 ppoll" },
    { "SIG-06",
      "a standard signal that is pending is only marked: five become one; what "
      "must be counted takes real-time signals, or a pipe",
      SIGNALS "merged · man 7 signal, \"Queueing\"" },
    { "SIG-07",
      "EINTR only says that a handler ran: look whether it was the one you "
      "wait for, and wait again if not",
      SIGNALS "interrupted · man 7 signal, \"Interruption of system calls\"" },
    { "SIG-08",
      "a child may end before fork has returned: install the handler first, "
      "and block SIGCHLD until you have noted the pid",
      SIGNALS "before-the-fork · man 2 sigprocmask" },
    { "SIG-09",
      "what is blocked stays blocked through fork and exec: put the mask back "
      "in the child, before exec",
      SIGNALS "handed-on · man 2 execve, man 2 sigprocmask" },
    { "SIG-10",
      "what is ignored stays ignored through exec (a handler does not): set "
      "SIG_DFL in the child, before exec",
      SIGNALS "handed-on · man 2 execve, \"Effect on process attributes\"" },
    { "SIG-11",
      "a signalfd gives out what is blocked and pending: block it first; and "
      "one record may stand for several signals",
      SIGNALS "merged · man 2 signalfd" },
    { "SIG-12",
      "the pipe that a handler writes to is non-blocking, close-on-exec, and "
      "emptied by the main flow: a full one says that there is news already",
      SIGNALS
      "a-descriptor · man 2 pipe, man 2 select, \"The self-pipe trick\"" },
    { "SIG-13",
      "with SA_RESETHAND, and with signal() under some flags, a handler serves "
      "once: use sigaction, and say what you want",
      SIGNALS "in-a-handler · man 2 signal, \"Portability\"" },
    { "SIG-14",
      "a signal is blocked while its handler runs, and longjmp leaves it so: "
      "sigsetjmp(..., 1) with siglongjmp, or better a flag",
      SIGNALS "in-a-handler · man 3 setjmp, man 7 signal" },
    { "SIG-15",
      "data come with a real-time signal: SIGRTMIN + n, sigqueue, SA_SIGINFO; "
      "and EAGAIN from sigqueue says that it was not sent",
      SIGNALS "data · man 3 sigqueue, man 2 sigaction" },
    { "SIG-16",
      "a signal may come before its handler is installed: block it before the "
      "fork, or wait until the child says that it is ready",
      SIGNALS "before-the-fork · man 2 sigprocmask" },

    { "STUCK",
      "whoever sleeps is woken only by somebody who holds the other end, by a "
      "child that ends, by a timer or by a signal",
      PIPES "end-of-file · man 7 pipe" },
    { "SIGPIPE",
      "writing to a pipe that nobody reads any more sends SIGPIPE; with that "
      "signal ignored, write fails with EPIPE instead, and exec hands the "
      "ignoring on",
      PIPES "sigpipe-and-epipe · man 7 pipe, man 7 signal" },
    { "EINTR",
      "a call that a signal handler interrupts before anything has happened "
      "gives -1 with EINTR: call it again",
      PIPES "short-counts · man 7 signal" },
    { "EOF",
      "read gives 0 when nothing more will ever come: that ends the loop, and "
      "it is no error",
      PIPES "end-of-file · man 2 read, \"RETURN VALUE\"" },
    { "EBADF",
      "a call works on the descriptor number that it is given: one that is "
      "open there, and the right one of two",
      PIPES "redirection · man 2 dup" },
    { "INFRA",
      "the grader itself could not do its work; this says nothing about your "
      "program",
      NULL },
    { "LIMIT",
      "a program must come to an end within the time, the memory and the "
      "number of processes that its work needs",
      NULL },
    { "LEFT",
      "who makes something takes it away again: children are reaped, "
      "descriptors closed, names removed",
      NULL },
    { "COMPILE",
      "the compiler reads from top to bottom: mend the first error first, "
      "the later ones often come from it",
      NULL },
    { NULL, NULL, NULL }
};

const struct rule *rule_find(const char *code)
{
    for (const struct rule *rule = rules; rule->code; rule++)
        if (strcmp(rule->code, code) == 0)
            return rule;
    return NULL;
}

const struct rule *rule_all(void)
{
    return rules;
}

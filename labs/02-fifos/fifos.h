/*
 * fifos.h - the functions of lab 02, documented like manual pages.
 *
 *   a FIFO is a pipe that has a name:
 *
 *             open(path, O_WRONLY)  +---------------+  open(path, O_RDONLY)
 *   writer -----------------------> | 64 KiB in the | --------------> reader
 *   (any program of this user)      |    kernel     |   (any program, too)
 *                                   +---------------+
 *   open waits until the other side opens as well; from then on it is a pipe:
 *   no writer left: end-of-file           no reader left: SIGPIPE, EPIPE
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error, and then leaves nothing behind:
 *   no descriptor, no memory, no name.
 * - Descriptors that it opens are close-on-exec.
 * - A path is a name as open takes it. It is never fixed: whoever runs the
 *   program says where.
 * - The programs of main.c ignore SIGPIPE, so a write that nobody can read
 *   gives EPIPE. The servers (2.5, 2.6) start with its default action.
 * - No signal handler exists but that of 2.6, so no call of the others is
 *   interrupted.
 */
#ifndef FIFOS_H
#define FIFOS_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

#define END_LINE "." /* asks a collector to end */

enum {
    REPLY_SIZE = 108, /* bytes of a reply FIFO's name, with its NUL */
    TEXT_SIZE = 512   /* bytes of one request's text, at most */
};

/* ---- 2.1: make it, meet -------------------------------------------------- */

/*
 * Makes the FIFO `path`, for this user alone (mode 0600). One that is there
 * already, perhaps from a run before, will do as well.
 * Returns 0. Errors: those of mkfifo and lstat; EEXIST when something else than
 * a FIFO has that name (it stays as it is).                 mkfifo(3) stat(2)
 */
int make_fifo(const char *path);

/*
 * Looks whether fd is open on a FIFO; used right after open, so that nothing is
 * read from or written to a plain file that happens to have the name.
 * fd   as open has returned it; -1 is passed on, with errno as it was
 * Returns fd. Errors: EINVAL when it is no FIFO; fd is then closed.   fstat(2)
 */
int only_fifo(int fd);

/*
 * Writes all `length` bytes, however few each write takes.
 * Returns 0. Errors: those of write.                                  write(2)
 */
int write_all(int fd, const char *text, size_t length);

/*
 * Copies what comes from descriptor `in` to descriptor `out`, until end-of-file.
 * Finished code. Returns how many bytes that was. Errors: those of read and write.    read(2)
 */
ssize_t copy_to_end(int in, int out);

/*
 * Waits for a reader of the FIFO, sends it text[0..length-1], and leaves, which
 * is the reader's end-of-file. Never makes a file.
 * Returns length. Errors: those of open, only_fifo and write_all. open(2) fifo(7)
 */
ssize_t send_text(const char *path, const char *text, size_t length);

/*
 * Waits for a writer of the FIFO and copies all it sends to `out`. Finished.
 * Returns how many bytes came. Errors: those of open, only_fifo and copy_to_end.
 */
ssize_t receive_text(const char *path, int out);

/* ---- 2.2: two directions ------------------------------------------------- */

/*
 *   client   out ===> requests ===> in   server
 *            in  <===  answers <=== out
 */
struct link {
    int in;  /* read from here */
    int out; /* write to here */
};

/*
 * The server's side: opens both FIFOs and fills in *link; waits for the client.
 * Returns 0; the caller calls close_link. Errors: those of open and only_fifo.  fifo(7)
 */
int open_link_server(struct link *link, const char *requests,
                     const char *answers);

/* The client's side, in the same way; waits for the server.            fifo(7) */
int open_link_client(struct link *link, const char *requests,
                     const char *answers);

/* Closes both descriptors; errno stays as it was. Finished code. */
void close_link(struct link *link);

/*
 * Sends the line and a newline, and waits for the one line that answers it.
 * line     text without a newline
 * answer   receives the answer without its newline, ended by a NUL byte
 * size     of answer, with the NUL byte
 * Returns the answer's length. Errors: those of write and read; EPIPE when the
 * server is gone; EMSGSIZE when the answer does not fit.      read(2) write(2)
 */
ssize_t ask_line(struct link *link, const char *line, char *answer,
                 size_t size);

/*
 * The upper-case service on a link: every byte that comes in goes out in upper
 * case, until the client has left. Finished code.
 * Returns 0. Errors: those of read and write_all.
 */
int answer_link(struct link *link);

/* ---- 2.3: a log collector ------------------------------------------------ */

/*
 * Sends one line to the collector that reads the FIFO `path`, and leaves; waits
 * while there is no collector. Lines of several writers never mix.
 * line   text without a newline, at most PIPE_BUF - 1 bytes
 * Returns 0. Errors: those of open, only_fifo and write; EMSGSIZE when the line is too
 * long (nothing is sent).                                  pipe(7) PIPE_BUF
 */
int log_line(const char *path, const char *line);

/* The reading side of a FIFO that many writers come to and leave. */
struct lasting {
    int fd;    /* read from here */
    int spare; /* another descriptor that must stay open, or -1 */
};

/*
 * Opens the FIFO for reading, so that it never gives end-of-file: not before the
 * first writer has come, and not when the last one has left.
 * Returns 0; the caller calls close_lasting. Errors: those of open and only_fifo.
 *                                                              fifo(7) open(2)
 */
int open_lasting(struct lasting *lasting, const char *path);

/* Closes what is open of it; errno stays as it was. Finished code. */
void close_lasting(struct lasting *lasting);

/* Lines that come from a descriptor, cut out of a stream of bytes. */
struct lines {
    int fd;
    size_t used;             /* bytes in text that were not given out yet */
    char text[2 * PIPE_BUF]; /* what came with the last reads */
};

/*
 * Takes the next line, with its newline, to `line`; sleeps until it is there.
 * Returns its length, the newline counted; 0 at end-of-file. Errors: those of
 * read; EMSGSIZE for a line of more than PIPE_BUF bytes.              read(2)
 */
ssize_t next_line(struct lines *lines, char line[PIPE_BUF]);

/*
 * Writes each line that writers send to the FIFO `path` to descriptor `out`,
 * until the line END_LINE comes (it is not written). Finished code.
 * Returns the number of lines written. Errors: those of the functions above;
 * ENODATA when end-of-file came before END_LINE.
 */
int collect(const char *path, int out);

/* ---- 2.4: without waiting ------------------------------------------------ */

/*
 * As log_line, but never sleeps: not for a reader, and not for room.
 * Returns 1 when the line is in the FIFO; 0 when it is not and could not be now,
 * because nobody reads or there is no room for the whole line. Errors: those of
 * open, only_fifo and write but ENXIO, EPIPE and EAGAIN; EMSGSIZE as in log_line.
 *                                                     fifo(7) open(2) write(2)
 */
int try_line(const char *path, const char *line);

/* ---- 2.5: questions and answers (service.c) ------------------------------ */

/*
 *   client 1 ---\                               /---> reply FIFO of client 1
 *   client 2 ----+---> the service's FIFO ---> server
 *   client 3 ---/        struct request         \---> reply FIFO of client 3
 *
 * A request is written with one write, so it is whole, whoever else writes.
 */
struct request {
    char reply[REPLY_SIZE]; /* name of the client's own FIFO */
    unsigned length;        /* bytes used in text: 1 to TEXT_SIZE */
    char text[TEXT_SIZE];
};

_Static_assert(sizeof(struct request) <= PIPE_BUF, "a request is one write");

/*
 * Asks the service to write text[0..length-1] in upper case. Makes the FIFO
 * `reply` for the answer and removes it again; waits while there is no server.
 * length   1 to TEXT_SIZE
 * answer   room for length bytes
 * Returns length. Errors: EINVAL for a length or a name that does not fit;
 * those of make_fifo, open, only_fifo, read, write and poll; EPIPE when the server
 * ends without an answer.                              fifo(7) poll(2) mkfifo(3)
 */
ssize_t ask(const char *service, const char *reply, const char *text,
            size_t length, char *answer);

/*
 * Reads one request from descriptor `fd` and answers it. Clients are strangers:
 * a request whose length or name cannot be right is passed over, and so is a
 * client that has gone, or whose reply FIFO is no FIFO or not there. Nothing
 * that a client does makes this sleep for longer than until the next request,
 * or ends the server.
 * Returns 1; 0 at end-of-file. Errors: those of read.  fifo(7) open(2) signal(7)
 */
int answer_request(int fd);

/*
 * Serves the clients that come to the FIFO `service` until a signal ends the
 * program. Finished code. Returns only with -1. Errors: those of open_lasting
 * and answer_request; ENODATA at end-of-file.
 */
int serve(const char *service);

/* ---- 2.6: begin and end (service.c) -------------------------------------- */

/*
 * Serves until SIGTERM comes. The FIFO is there while it serves and gone
 * afterwards; one that an earlier server left behind (it was killed) is used.
 * Only one server has a FIFO: a second one leaves it alone and gives up.
 * ready   called once, when clients may come and SIGTERM may be sent
 * Returns 0 after SIGTERM. Errors: EBUSY when another server has that FIFO;
 * those of make_fifo, open, only_fifo, flock, answer_request.
 *                             flock(2) sigaction(2) ppoll(2) signal(7) unlink(2)
 */
int run_service(const char *service, void (*ready)(void));

/* ---- 2.7: choose (mailbox.c) --------------------------------------------- */

/*
 * Scripts of all kinds hand in reports, from a few bytes up to many megabytes,
 * and one program takes them. A report comes out whole or not at all: no other
 * is in its middle, and a script that dies half-way leaves no half report. The
 * taker may begin before or after them; nobody needs an answer.
 *
 * How they talk is yours to choose, as long as `path` is where they meet (it is
 * a FIFO, made already; what else you need may lie beside it, named path and
 * something behind it, and must be gone at the end).
 */

/*
 * Hands in the report message[0..length-1]; waits while there is no taker. A
 * report of 0 bytes asks the taker to end, after all that were handed in before.
 * Returns 0. Errors: those of the calls you use.
 */
int hand_in(const char *path, const char *message, size_t length);

/*
 * Writes each report, whole, to descriptor `out`, until it is asked to end.
 * Returns the number of reports written. Errors: those of the calls you use.
 */
int take_all(const char *path, int out);

#endif

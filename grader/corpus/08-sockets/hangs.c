/* hangs: every exercise waits for ever, for bytes that nobody can send.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(stream.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.1a) */
    hang();
/* GAP(8.1c) */
    hang();
/* GAP(8.2a) */
    hang();
/* GAP(8.2b) */
    hang();
/* TOP(names.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.3a) */
    hang();
/* TOP(each.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.4b) */
    hang();
/* TOP(tcp.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.5a) */
    hang();
/* GAP(8.5d) */
    hang();
/* TOP(many.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* REPLACE(serve) */
static int serve(struct service *service)
{
    (void)service;
    (void)watch;
    (void)act;
    hang();
}
/* TOP(datagrams.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.7a) */
    hang();
/* TOP(passing.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.8a) */
    hang();
/* GAP(8.8d) */
    hang();
/* GAP(8.8e) */
    hang();
/* TOP(spool.c) */
#include <sys/socket.h>
#include <unistd.h>

/* Receives from a pair of which nobody else has an end. */
static _Noreturn void hang(void)
{
    int ends[2];
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        while (recv(ends[0], &byte, 1, 0) != 1)
            continue;
    _exit(1);
}
/* GAP(8.9a) */
    hang();

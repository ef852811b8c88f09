/*
 * each.c - exercise 8.4: a child for every client.
 *
 *                        listener
 *   client 1 ----+          |
 *   client 2 ----+----> parent: accept, fork, accept, fork ...
 *   client 3 ----+          |
 *                           +--> child 1 ==== client 1
 *                           +--> child 2 ==== client 2
 *
 * fork copies descriptors, and a connection ends when its last copy is closed.
 * So who holds what? Parent: the listener. Child: its connection. No more.
 * What the function must do stands in sockets.h.
 */
#include <errno.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sockets.h"

void make_upper(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z')
            bytes[i] = (char)(bytes[i] - 'a' + 'A');
}

/* In the child: serves one client until it ends or breaks off. */
static void serve_client(int connection)
{
    char text[FRAME_MAX];
    ssize_t length;

    /* TODO(8.4a): Receive a frame, make it upper case, send it; until there is
     * no more, or one of the two fails. */
    (void)connection;
    (void)text;
    (void)length;
}

/* Waits for one connection. Returns its descriptor, or -1. */
static int accept_client(int listener)
{
    /*
     * TODO(8.4b): Accept a connection, close-on-exec (accept4). Two errors
     * concern only this moment, or a client who is not there any more: again.
     */
    (void)listener;
    errno = ENOSYS;
    return -1;
}

/* Gives a connection to a child. Returns its pid, or -1; the connection is
 * closed here anyway. */
static pid_t start_child(int listener, int connection)
{
    pid_t pid = -1;
    int saved;

    /*
     * TODO(8.4c): 1. Fork. 2. The child closes what is not its own, serves the
     * client, and leaves with _exit(0). 3. The parent closes what is the
     * child's, also when there is none.
     */
    (void)listener;
    (void)serve_client;
    saved = ENOSYS;
    close(connection);
    errno = saved;
    return pid;
}

/* Reaps those of the children that have ended already. Returns how many are
 * left in pids. */
static int reap_ended(pid_t pids[], int count)
{
    for (int i = count - 1; i >= 0; i--)
        if (waitpid(pids[i], NULL, WNOHANG) == pids[i])
            pids[i] = pids[--count];
    return count;
}

int serve_each(int listener, int clients)
{
    pid_t pids[CLIENTS_MAX];
    int count = 0, saved = EINVAL, result = clients > CLIENTS_MAX ? -1 : 0;

    for (int i = 0; i < clients && result == 0; i++) {
        int connection = accept_client(listener);
        pid_t pid = connection == -1 ? -1 : start_child(listener, connection);

        saved = errno;
        if (pid == -1)
            result = -1;
        else
            pids[count++] = pid;
        count = reap_ended(pids, count);
    }
    while (count > 0)
        reap_child(pids[--count]);
    errno = saved;
    return result;
}

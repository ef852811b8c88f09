/* sockets.c - nobody says that this was all.
 *
 *   client 1 ──"one"──► shutdown(SHUT_WR) ──► end-of-file ──► server answers
 *   client 2 ──"two"──►                        ? ............ server reads on
 *
 * Watch: the server reads a text to its end, and answers then. The first client
 * ends its way of the connection, and can still receive: it gets its answer. The
 * second one only waits. The server waits for the end of the text, the client
 * for the answer: STUCK, though every byte has arrived. close() instead would
 * have ended both ways, and with them the answer. shutdown(2), unix(7)
 */
#include <err.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* An abstract name: it is gone with its sockets. */
static socklen_t name_of_server(struct sockaddr_un *address)
{
    static int pid;
    if (pid == 0) /* the first to ask is the server, and its children know */
        pid = (int)getpid();
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    int length = snprintf(address->sun_path + 1, sizeof address->sun_path - 1,
                          "ipc-lab-%d", pid);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
                       (size_t)length);
}

static void serve_one(int listener)
{
    char text[64];
    int client = accept(listener, NULL, NULL);
    if (client == -1)
        err(1, "accept");
    while (recv(client, text, sizeof text, 0) > 0)
        continue; /* to the end of the text */
    if (send(client, "thanks", 6, MSG_NOSIGNAL) == -1)
        warn("send");
    close(client);
}

static void ask(const char *text, int says_the_end)
{
    char answer[64];
    struct sockaddr_un address;
    socklen_t length = name_of_server(&address);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd == -1 || connect(fd, (struct sockaddr *)&address, length) == -1 ||
        send(fd, text, strlen(text), 0) == -1)
        err(1, "%s", text);
    if (says_the_end)
        shutdown(fd, SHUT_WR);
    while (recv(fd, answer, sizeof answer, 0) > 0)
        continue;
}

int main(void)
{
    struct sockaddr_un address;
    socklen_t length = name_of_server(&address);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (listener == -1 ||
        bind(listener, (struct sockaddr *)&address, length) == -1 ||
        listen(listener, 8) == -1)
        err(1, "listen");
    for (int i = 0; i < 2; i++) {
        pid_t client = fork();
        if (client == -1)
            err(1, "fork");
        if (client == 0) {
            close(listener);
            ask(i == 0 ? "one" : "two", i == 0);
            exit(0);
        }
        serve_one(listener);
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}

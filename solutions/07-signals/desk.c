/*
 * desk.c - exercise 7.8: the upper-case service, told by signals.
 *
 *    client                    shared memory                server
 *      | puts text            [ text, answers ]               |
 *      |--- SIGUSR1: there is a question ------------------->| upper case
 *      |<------------------ SIGUSR2: there is an answer ------|
 *      |<- - - - - - - - -  SIGCHLD: there is no server any more
 *
 * The signals say that something is there; what it is lies in memory. Nothing
 * is asked again and again, and no moment is unlucky.
 *
 * What each function must do stands in signals.h.
 */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

static void make_upper(char *text)
{
    for (; *text != '\0'; text++)
        *text = (char)toupper((unsigned char)*text);
}

/*
 * TODO(7.8a): What is kept from desk_open to desk_close, and handlers, if you
 * need any.
 */
/* SOLUTION(7.8a) */
static sigset_t desk_signals, old_mask;
/* STARTER(7.8a)
END(7.8a) */

/* The server's life: it ends with a signal. */
_Noreturn static void be_server(struct desk *desk)
{
    /*
     * TODO(7.8b): For ever: sleep until there is a question (SIGUSR1); make the
     * text upper case, count the answer, tell the client (SIGUSR2). When the
     * client has gone (getppid is another one), _exit.
     */
    /* SOLUTION(7.8b) */
    sigset_t question;

    sigemptyset(&question);
    sigaddset(&question, SIGUSR1);
    while (getppid() == desk->client) {
        if (sigwaitinfo(&question, NULL) == -1)
            continue;
        make_upper(desk->text);
        desk->answers++;
        kill(desk->client, SIGUSR2);
    }
    /* STARTER(7.8b)
    (void)desk;
    (void)make_upper;
    END(7.8b) */
    _exit(0);
}

int desk_open(struct desk *desk)
{
    pid_t pid = -1;

    desk->client = getpid();
    /*
     * TODO(7.8c): Start the server, and note its pid in desk->server. May a
     * question be asked when you return, also if the child has done nothing
     * yet? Return 0 or -1.
     */
    /* SOLUTION(7.8c) */
    sigemptyset(&desk_signals);
    sigaddset(&desk_signals, SIGUSR1);
    sigaddset(&desk_signals, SIGUSR2);
    sigaddset(&desk_signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &desk_signals, &old_mask); /* DOC: block-and-fork */
    pid = fork();
    if (pid == 0)
        be_server(desk);
    if (pid == -1)
        sigprocmask(SIG_SETMASK, &old_mask, NULL);
    /* STARTER(7.8c)
    errno = ENOSYS;
    if (pid == 0)
        be_server(desk);
    END(7.8c) */
    desk->server = pid;
    return pid == -1 ? -1 : 0;
}

/* Has the server died? It is reaped then, once. */
static bool server_is_gone(struct desk *desk)
{
    if (desk->server != 0 && waitpid(desk->server, NULL, WNOHANG) == 0)
        return false;
    desk->server = 0;
    return true;
}

int desk_ask(struct desk *desk, char text[DESK_TEXT])
{
    /* This one sees each change that the server makes. */
    const volatile int *answers = &desk->answers;
    int before = *answers;

    if (server_is_gone(desk)) {
        errno = EPIPE;
        return -1;
    }
    memcpy(desk->text, text, strlen(text) + 1);
    /*
     * TODO(7.8d): 1. Tell the server. 2. Sleep until *answers is no longer
     * `before`, or the server is gone (EPIPE): one of two signals comes. Which
     * one it was does not matter: look at both each time.
     */
    /* SOLUTION(7.8d) */
    kill(desk->server, SIGUSR1);
    while (*answers == before) {
        if (server_is_gone(desk)) {
            errno = EPIPE;
            return -1;
        }
        sigwaitinfo(&desk_signals, NULL);
    }
    memcpy(text, desk->text, DESK_TEXT);
    return 0;
    /* STARTER(7.8d)
    (void)before;
    errno = ENOSYS;
    return -1;
    END(7.8d) */
}

int desk_close(struct desk *desk)
{
    /*
     * TODO(7.8e): 1. End the server, unless it is gone, and reap it. 2. Take
     * away what is pending, so that it does not end you. 3. Mask and actions as
     * before.
     */
    /* SOLUTION(7.8e) */
    if (!server_is_gone(desk)) {
        kill(desk->server, SIGKILL);
        while (waitpid(desk->server, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    while (sigtimedwait(&desk_signals, NULL, &(struct timespec){ 0 }) > 0)
        continue;
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);
    /* STARTER(7.8e)
    (void)desk;
    errno = ENOSYS;
    return -1;
    END(7.8e) */
}

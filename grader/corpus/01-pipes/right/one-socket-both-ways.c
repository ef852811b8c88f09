/* One socket pair carries both directions; shutdown ends one of them.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/socket.h>
/* GAP(1.5a) */
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to) == -1)
        goto fail;
    from[0] = fcntl(to[1], F_DUPFD_CLOEXEC, 3);
    if (from[0] == -1)
        goto fail;
    if (fcntl(to[1], F_SETFL, fcntl(to[1], F_GETFL) | O_NONBLOCK) == -1)
        goto fail;
    x->pid = start_stage(filter, to[0], to[0]);
    if (x->pid == -1)
        goto fail;
    close_end(to[0]);
    x->to = to[1];
    x->from = from[0];
    return 0;
fail:
    for (int i = 0; i < 2; i++) {
        close_end(to[i]);
        close_end(from[i]);
    }
    return -1;
/* GAP(1.5b) */
    if (x->left > 0) {
        ssize_t n = send(x->to, x->input, x->left, MSG_NOSIGNAL);

        if (n >= 0) {
            x->input += n;
            x->left -= (size_t)n;
        } else if (errno == EPIPE || errno == ECONNRESET) {
            x->left = 0;
        } else if (errno != EAGAIN && errno != EINTR) {
            return -1;
        }
    }
    if (x->left == 0) {
        shutdown(x->to, SHUT_WR);
        close_end(x->to);
        x->to = -1;
    }
    return 0;
/* REPLACE(collect) */
static int collect(struct exchange *x)
{
    ssize_t n;

    if (x->capacity - x->used < PIPE_BUF) {
        char *larger = realloc(x->output, 2 * x->capacity);

        if (larger == NULL)
            return -1;
        x->output = larger;
        x->capacity *= 2;
    }
    n = recv(x->from, x->output + x->used, x->capacity - x->used, 0);
    if (n > 0)
        x->used += (size_t)n;
    else if (n == -1 && (errno == EINTR || errno == EAGAIN))
        return 0;
    else {
        /* 0, or ECONNRESET: the filter left with input still unread */
        if (n == -1 && errno != ECONNRESET)
            return -1;
        close_end(x->from);
        x->from = -1;
    }
    return 0;
}

/* see_socket.c - sockets. socket(7), unix(7), sock_diag(7) */
#include "observe/see.h"

void see_connect_entry(struct trace *trace, struct task *task,
                       struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_connect_done(struct trace *trace, struct task *task,
                      struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_accept_done(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_socket_entry(struct trace *trace, struct task *task,
                      struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_socket_done(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_socket_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}

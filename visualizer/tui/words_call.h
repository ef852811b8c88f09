/* words_call.h - the part of words_event.c that is about system calls. */
#ifndef TUI_WORDS_CALL_H
#define TUI_WORDS_CALL_H

#include "observe/world.h"

#include <stdio.h>

/* Prints the object's name. */
void words_print_object(FILE *out, const struct world *world, int object);

/* Prints an EVENT_FILL: what the object holds now, in the words of its kind. */
void words_print_fill(FILE *out, const struct world *world,
                      const struct event *event);

/* Print an EVENT_ENTER or an EVENT_LEAVE; world is the one after it. */
void words_enter(FILE *out, const struct world *world,
                 const struct event *event);
void words_leave(FILE *out, const struct world *world,
                 const struct event *event);

/* What is in a socket, as the rest of a sentence that begins with its name;
 * words_socket.c has all that is about sockets. */
void words_socket_fill(FILE *out, const struct object *socket);

/* connect, accept, bind, listen, shutdown as entered. False: another call. */
bool words_socket_call(FILE *out, const struct world *world,
                       const struct event *event);

/* Whom a datagram is for, if the call names somebody. */
void words_socket_receiver(FILE *out, const struct event *event);

#endif

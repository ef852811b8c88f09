/* inside.h - asks the kernel from within the namespaces of a traced process.
 *
 *   tracer ── question, its bytes ──► asker, a process of ours in the user, IPC
 *          ◄── answer, errno ──────── and network namespaces of the program
 *
 * System V objects, /proc/sysvipc and sock_diag show the namespaces of whoever
 * asks. Where the program shares them with us no process is made and questions
 * are asked directly.
 */
#ifndef OBSERVE_INSIDE_H
#define OBSERVE_INSIDE_H

#include <stddef.h>
#include <sys/types.h>

#define INSIDE_MOST 65536 /* bytes of a question or an answer */

struct inside;

/* A question: reads `ask`, fills at most size bytes of answer and returns how
 * many, or -1 with errno. Runs in another process: it must not touch anything
 * but its arguments. */
typedef ssize_t inside_question(const void *ask, void *answer, size_t size);

/* Returns NULL with errno (EPERM: this user may not enter). The asker is no
 * child of ours, so waitpid(-1) never meets it, and it ends when we do. */
struct inside *inside_open(pid_t pid);
void inside_close(struct inside *inside);

/* Asks; returns what the question returned, with its errno. */
ssize_t inside_ask(struct inside *inside, inside_question *question,
                   const void *ask, size_t ask_size, void *answer, size_t size);

#endif

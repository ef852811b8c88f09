/* signals.h - signals as something to poll for.
 *
 * All of them are blocked and read from descriptors, so that none comes in the
 * middle of drawing or of a traced stop, and leaving is always the same tidy
 * way: restore the terminal, kill what runs, then die of the signal. The
 * traced program starts with none blocked (trace.h). signalfd(2)
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

/* Blocks INT, TERM, HUP, WINCH and CHLD in this thread and those it makes
 * later. To be called once, first. Ends the program if that fails. */
void signals_open(void);

/* Readable when one of INT, TERM, HUP, WINCH came; when a traced process may
 * have something to tell (SIGCHLD). The latter stays so until it is taken, to
 * be done before trace_run looks what it was. */
int signals_control_fd(void);
int signals_child_fd(void);
void signals_take_child(void);

/* The number of the next of INT, TERM, HUP, WINCH, or 0. Never waits. */
int signals_take(void);

/* Ends this process by that signal, as its parent expects to see. */
_Noreturn void signals_die(int number);

#endif

/* registers.h - a stopped task's registers, the same way on every machine.
 *
 * The only file pair in the kit that knows an architecture (x86-64, arm64).
 */
#ifndef OBSERVE_REGISTERS_H
#define OBSERVE_REGISTERS_H

#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

#define REGISTERS_UNWIND 40 /* room for the registers in DWARF's numbering */

struct registers {
    struct user_regs_struct raw; /* as PTRACE_GETREGSET gives them */
};

/* Reads the registers of a task that is in a ptrace stop. 0, or -1/errno. */
int registers_get(pid_t tid, struct registers *registers);

/* The system call that the task is entering, its argument 0..5, and after its
 * return the result (negative errno on failure). */
long registers_call(const struct registers *registers);
int64_t registers_argument(const struct registers *registers, int index);
int64_t registers_result(const struct registers *registers);
uint64_t registers_stack(const struct registers *registers);

/* What /proc tells of a task that sleeps in a call: only where it is and where
 * its stack ends; all other registers are 0. */
struct registers registers_asleep(uint64_t pc, uint64_t stack);

/* Where the call instruction before return address pc of task tid leads, also
 * through a stub of the linker; 0 if the instruction does not say. It names the
 * function that was called even if that one jumped on and left no frame. */
uint64_t registers_call_target(pid_t tid, uint64_t pc);

/* At a seccomp stop: changes argument `index` of the call. 0, or -1/errno. */
int registers_set_argument(pid_t tid, struct registers *registers, int index,
                           int64_t value);

/* At a seccomp stop: the call is not executed and returns `result` (-errno for
 * a failure). 0, or -1/errno. seccomp(2), "SECCOMP_RET_TRACE" */
int registers_skip(pid_t tid, struct registers *registers, int64_t result);

/* At a seccomp stop: the call is not executed; the process stands before its
 * instruction again, and makes it anew when it goes on. 0, or -1/errno. */
int registers_step_back(pid_t tid, struct registers *registers);

/* At a return stop: the call returns `result` instead. 0, or -1/errno. */
int registers_set_result(pid_t tid, struct registers *registers,
                         int64_t result);

/* Fills words[] in DWARF's numbering for an unwinder and *pc. Returns how many
 * words were filled. */
int registers_dwarf(const struct registers *registers,
                    uint64_t words[REGISTERS_UNWIND], uint64_t *pc);

#endif

/* registers.c - where each architecture keeps call number, arguments, result.
 * syscall(2), "Architecture calling conventions" */
#include "observe/registers.h"

#include <elf.h>
#include <errno.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

static int registers_put(pid_t tid, struct registers *registers)
{
    struct iovec area = { &registers->raw, sizeof registers->raw };
    return (int)ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &area);
}

int registers_get(pid_t tid, struct registers *registers)
{
    struct iovec area = { &registers->raw, sizeof registers->raw };
    return (int)ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &area);
}

#if defined(__x86_64__)

static unsigned long long *argument_slot(struct user_regs_struct *raw, int n)
{
    switch (n) {
    case 0: return (unsigned long long *)&raw->rdi;
    case 1: return (unsigned long long *)&raw->rsi;
    case 2: return (unsigned long long *)&raw->rdx;
    case 3: return (unsigned long long *)&raw->r10;
    case 4: return (unsigned long long *)&raw->r8;
    default: return (unsigned long long *)&raw->r9;
    }
}

static unsigned long long *result_slot(struct user_regs_struct *raw)
{
    return (unsigned long long *)&raw->rax;
}

long registers_call(const struct registers *registers)
{
    return (long)registers->raw.orig_rax;
}

uint64_t registers_stack(const struct registers *registers)
{
    return registers->raw.rsp;
}

static int number_set(pid_t tid, struct registers *registers, long number)
{
    (void)tid;
    registers->raw.orig_rax = (unsigned long long)number;
    return 0;
}

int registers_dwarf(const struct registers *registers,
                    uint64_t words[REGISTERS_UNWIND], uint64_t *pc)
{
    const struct user_regs_struct *raw = &registers->raw;
    const uint64_t order[] = { raw->rax, raw->rdx, raw->rcx, raw->rbx, raw->rsi,
                               raw->rdi, raw->rbp, raw->rsp, raw->r8,  raw->r9,
                               raw->r10, raw->r11, raw->r12, raw->r13, raw->r14,
                               raw->r15, raw->rip };
    int count = (int)(sizeof order / sizeof order[0]);
    for (int i = 0; i < count; i++)
        words[i] = order[i];
    *pc = raw->rip;
    return count;
}

#elif defined(__aarch64__)

static unsigned long long *argument_slot(struct user_regs_struct *raw, int n)
{
    return &raw->regs[n];
}

static unsigned long long *result_slot(struct user_regs_struct *raw)
{
    return &raw->regs[0];
}

long registers_call(const struct registers *registers)
{
    return (long)registers->raw.regs[8];
}

uint64_t registers_stack(const struct registers *registers)
{
    return registers->raw.sp;
}

static int number_set(pid_t tid, struct registers *registers, long number)
{
    (void)registers;
    int value = (int)number;
    struct iovec area = { &value, sizeof value };
    return (int)ptrace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &area);
}

int registers_dwarf(const struct registers *registers,
                    uint64_t words[REGISTERS_UNWIND], uint64_t *pc)
{
    for (int i = 0; i < 31; i++)
        words[i] = registers->raw.regs[i];
    words[31] = registers->raw.sp;
    *pc = registers->raw.pc;
    return 32;
}

#else
#error "this architecture's registers are still to be described"
#endif

int64_t registers_argument(const struct registers *registers, int index)
{
    struct user_regs_struct raw = registers->raw;
    return (int64_t)*argument_slot(&raw, index);
}

int64_t registers_result(const struct registers *registers)
{
    struct user_regs_struct raw = registers->raw;
    return (int64_t)*result_slot(&raw);
}

int registers_set_argument(pid_t tid, struct registers *registers, int index,
                           int64_t value)
{
    *argument_slot(&registers->raw, index) = (unsigned long long)value;
    return registers_put(tid, registers);
}

int registers_skip(pid_t tid, struct registers *registers, int64_t result)
{
    *result_slot(&registers->raw) = (unsigned long long)result;
    if (number_set(tid, registers, -1) == -1)
        return -1;
    return registers_put(tid, registers);
}

int registers_set_result(pid_t tid, struct registers *registers, int64_t result)
{
    *result_slot(&registers->raw) = (unsigned long long)result;
    return registers_put(tid, registers);
}

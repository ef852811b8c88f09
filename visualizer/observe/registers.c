/* registers.c - where each architecture keeps call number, arguments, result.
 * syscall(2), "Architecture calling conventions" */
#include "observe/registers.h"

#include <elf.h>
#include <errno.h>
#include <string.h>
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

static int peek(pid_t tid, uint64_t address, void *bytes, size_t size)
{
    struct iovec local = { bytes, size };
    struct iovec remote = { (void *)(uintptr_t)address, size };
    return process_vm_readv(tid, &local, 1, &remote, 1, 0) == (ssize_t)size
               ? 0
               : -1;
}

static uint64_t word_at(pid_t tid, uint64_t address)
{
    uint64_t word;
    return peek(tid, address, &word, sizeof word) == 0 ? word : 0;
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

/* The instruction has two bytes, and takes the number from rax. */
static void to_the_instruction(struct registers *registers)
{
    registers->raw.rip -= 2;
    registers->raw.rax = registers->raw.orig_rax;
}

struct registers registers_asleep(uint64_t pc, uint64_t stack)
{
    return (struct registers){ .raw = { .rip = pc, .rsp = stack } };
}

/* The address that instruction bytes ending at `end` give relative to it. */
static uint64_t relative(const unsigned char *bytes, uint64_t end)
{
    int32_t distance;
    memcpy(&distance, bytes, sizeof distance);
    return end + (uint64_t)(int64_t)distance;
}

/* jmp *slot(%rip), behind endbr64 and a bnd prefix in newer stubs */
static uint64_t through_stub(pid_t tid, uint64_t address)
{
    static const unsigned char endbr64[] = { 0xf3, 0x0f, 0x1e, 0xfa };
    unsigned char bytes[11];
    if (peek(tid, address, bytes, sizeof bytes) == -1)
        return address;
    size_t at = memcmp(bytes, endbr64, sizeof endbr64) == 0 ? 4 : 0;
    at += bytes[at] == 0xf2;
    if (bytes[at] != 0xff || bytes[at + 1] != 0x25)
        return address;
    return word_at(tid, relative(bytes + at + 2, address + at + 6));
}

uint64_t registers_call_target(pid_t tid, uint64_t pc)
{
    unsigned char bytes[6];
    if (peek(tid, pc - sizeof bytes, bytes, sizeof bytes) == -1)
        return 0;
    if (bytes[0] == 0xff && bytes[1] == 0x15) /* call *slot(%rip) */
        return word_at(tid, relative(bytes + 2, pc));
    if (bytes[1] == 0xe8) /* call distance */
        return through_stub(tid, relative(bytes + 2, pc));
    return 0;
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

/* The number stands in x8 still, and the first argument in x0. */
static void to_the_instruction(struct registers *registers)
{
    registers->raw.pc -= 4;
}

struct registers registers_asleep(uint64_t pc, uint64_t stack)
{
    return (struct registers){ .raw = { .pc = pc, .sp = stack } };
}

/* adrp x16, page; ldr x17, [x16, #slot]; ... br x17, behind bti in newer
 * stubs */
static uint64_t through_stub(pid_t tid, uint64_t address)
{
    uint32_t code[3];
    if (peek(tid, address, code, sizeof code) == -1)
        return address;
    int at = code[0] == 0xd503245f; /* bti c */
    uint32_t adrp = code[at], load = code[at + 1];
    if ((adrp & 0x9f00001f) != 0x90000010 || (load & 0xffc003ff) != 0xf9400211)
        return address;
    uint64_t pages = (uint64_t)(adrp >> 29 & 3) | (adrp >> 5 & 0x7ffff) << 2;
    if (pages & 1 << 20)
        pages |= ~UINT64_C(0x1fffff);
    uint64_t page = ((address + 4 * (uint64_t)at) & ~UINT64_C(0xfff));
    return word_at(tid, page + (pages << 12) + (load >> 10 & 0xfff) * 8);
}

uint64_t registers_call_target(pid_t tid, uint64_t pc)
{
    uint32_t code;
    if (peek(tid, pc - 4, &code, sizeof code) == -1 ||
        (code & 0xfc000000) != 0x94000000) /* bl distance */
        return 0;
    uint64_t words = code & 0x3ffffff;
    if (words & 1 << 25)
        words |= ~UINT64_C(0x3ffffff);
    return through_stub(tid, pc - 4 + (words << 2));
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

int registers_step_back(pid_t tid, struct registers *registers)
{
    to_the_instruction(registers);
    if (number_set(tid, registers, -1) == -1)
        return -1;
    return registers_put(tid, registers);
}

int registers_set_result(pid_t tid, struct registers *registers, int64_t result)
{
    *result_slot(&registers->raw) = (unsigned long long)result;
    return registers_put(tid, registers);
}

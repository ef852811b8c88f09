/* calls.c - the table of watched calls against libseccomp's lists. */
#include "observe/calls.h"

#include <criterion/criterion.h>

#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Old forms that newer architectures left out. */
static const char *const old_forms[] = {
    "pipe",       "open",         "creat", "accept", "eventfd",
    "signalfd",   "epoll_create", "dup2",  "poll",   "select",
    "epoll_wait", "pause",        "alarm", "fork",   "vfork",
};

static bool is_old_form(const char *name)
{
    for (size_t i = 0; i < sizeof old_forms / sizeof old_forms[0]; i++)
        if (strcmp(old_forms[i], name) == 0)
            return true;
    return false;
}

static int number_on(uint32_t architecture, const char *name)
{
    return seccomp_syscall_resolve_name_arch(architecture, name);
}

Test(calls, every_name_is_a_call_of_linux)
{
    const uint32_t architectures[] = { SCMP_ARCH_X86_64, SCMP_ARCH_AARCH64 };
    for (int i = 0; i < call_count(); i++)
        for (int a = 0; a < 2; a++) {
            const char *name = call_at(i)->name;
            int number = number_on(architectures[a], name);
            cr_expect(number >= 0 || (a == 1 && is_old_form(name)),
                      "%s is unknown on architecture %d", name, a);
        }
}

Test(calls, names_and_numbers_lead_back)
{
    for (int i = 0; i < call_count(); i++) {
        const char *name = call_at(i)->name;
        int number = number_on(SCMP_ARCH_NATIVE, name);
        cr_assert_eq(call_by_name(name), i, "%s stands there twice", name);
        if (number < 0)
            continue;
        cr_assert_eq(call_by_number(number), i, "%s", name);
        cr_assert_str_eq(call_number_name(number), name);
    }
}

Test(calls, unknown_ones_are_said_to_be)
{
    cr_assert_eq(call_by_name("getppid"), -1);
    cr_assert_eq(call_by_name(""), -1);
    cr_assert_eq(call_by_number(SYS_getppid), -1);
    cr_assert_eq(call_by_number(-1), -1);
    cr_assert_eq(call_by_number(1023), -1);
    cr_assert_eq(call_by_number(1024), -1);
    cr_assert_eq(call_by_number(INT64_MAX), -1);
    cr_assert_null(call_at(-1));
    cr_assert_null(call_at(call_count()));
    cr_assert_str_eq(call_number_name(SYS_getppid), "getppid");
    cr_assert_str_eq(call_number_name(1000000), "unknown call");
}

Test(calls, arguments_and_blocking_fit_the_roles)
{
    for (int i = 0; i < call_count(); i++) {
        const struct call_info *info = call_at(i);
        cr_expect(info->argument_count >= 0 && info->argument_count <= 6, "%s",
                  info->name);
        cr_expect_neq(info->role, ROLE_NONE, "%s", info->name);
        /* Only of a call whose return is seen can be said that it is over. */
        cr_expect(info->result || !info->blocks || info->role == ROLE_FUTEX,
                  "%s", info->name);
    }
}

/* A BPF program is a whole number of instructions of 8 bytes; the balanced
 * tree must leave an unwatched call a short way, so it cannot be one long
 * chain either, but that is for make bench to say. */
Test(calls, filter_is_written_as_bpf)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    cr_assert_eq(call_filter_export(fd), 0);
    off_t size = lseek(fd, 0, SEEK_CUR);
    cr_assert_gt(size, call_count() / 2 * 8);
    cr_assert_eq(size % 8, 0);
    (void)close(fd);
    cr_assert_eq(call_filter_export(fd), -1);
}

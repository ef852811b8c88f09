/* without-ptrace.c - runs a command to which ptrace is forbidden, as some
 * containers do: without-ptrace COMMAND... */
#include <err.h>
#include <errno.h>
#include <seccomp.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (argc < 2 || !filter ||
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ptrace), 0) ||
        seccomp_load(filter))
        errx(2, "cannot forbid ptrace");
    (void)execvp(argv[1], argv + 1);
    err(2, "%s", argv[1]);
}

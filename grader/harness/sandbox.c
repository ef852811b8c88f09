/* sandbox.c - writes bubblewrap's options and its command line. */
#include "harness/sandbox.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHM_BYTES "16777216" /* a full /dev/shm must be seen, and soon */

/* Own namespaces for all that IPC names live in; the whole tree dies with the
 * one who started it; no terminal to type into (TIOCSTI). */
static const char *const walls[] = { "--unshare-user",
                                     "--unshare-pid",
                                     "--unshare-ipc",
                                     "--unshare-net",
                                     "--unshare-uts",
                                     "--die-with-parent",
                                     "--new-session",
                                     "--uid",
                                     "1000",
                                     "--gid",
                                     "1000",
                                     "--cap-drop",
                                     "ALL",
                                     "--ro-bind",
                                     "/usr",
                                     "/usr",
                                     "--symlink",
                                     "usr/bin",
                                     "/bin",
                                     "--symlink",
                                     "usr/sbin",
                                     "/sbin",
                                     "--symlink",
                                     "usr/lib",
                                     "/lib",
                                     "--symlink",
                                     "usr/lib64",
                                     "/lib64",
                                     "--symlink",
                                     "usr/lib32",
                                     "/lib32",
                                     "--ro-bind-try",
                                     "/etc/alternatives",
                                     "/etc/alternatives",
                                     "--ro-bind-try",
                                     "/etc/ld.so.cache",
                                     "/etc/ld.so.cache",
                                     "--proc",
                                     "/proc",
                                     "--dev",
                                     "/dev",
                                     "--size",
                                     SHM_BYTES,
                                     "--tmpfs",
                                     "/dev/shm",
                                     "--mqueue",
                                     "/dev/mqueue",
                                     "--size",
                                     "67108864",
                                     "--tmpfs",
                                     "/tmp",
                                     "--size",
                                     "67108864",
                                     "--tmpfs",
                                     "/home",
                                     "--clearenv",
                                     "--setenv",
                                     "PATH",
                                     SANDBOX_SEARCH_PATH,
                                     "--setenv",
                                     "HOME",
                                     "/home",
                                     "--setenv",
                                     "LANG",
                                     SANDBOX_LOCALE,
                                     NULL };

/* ---- the options ---- */

/* With its NUL byte: that is what ends a word for bwrap. */
static void put(FILE *stream, const char *word)
{
    (void)fwrite(word, 1, strlen(word) + 1, stream);
}

static void put_options(FILE *stream, const struct sandbox *sandbox)
{
    for (int i = 0; walls[i]; i++)
        put(stream, walls[i]);
    for (int i = 0; i < SANDBOX_BINDS && sandbox->binds[i].from; i++) {
        put(stream, sandbox->binds[i].writable ? "--bind" : "--ro-bind");
        put(stream, sandbox->binds[i].from);
        put(stream, sandbox->binds[i].to);
    }
    if (sandbox->filter_fd >= 0) {
        put(stream, "--seccomp");
        (void)fprintf(stream, "%d%c", sandbox->filter_fd, '\0');
    }
    put(stream, "--chdir");
    put(stream, sandbox->directory ? sandbox->directory : "/home");
}

/* A file without a name, to be read from its beginning. Returns its
 * descriptor, or -1 with errno. */
static int options_file(const struct sandbox *sandbox)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return -1;
    put_options(stream, sandbox);
    int fd = fclose(stream) == 0 ? memfd_create("options", MFD_CLOEXEC) : -1;
    if (fd != -1 && pwrite(fd, text, size, 0) != (ssize_t)size) {
        (void)close(fd);
        errno = ENOSPC;
        fd = -1;
    }
    free(text);
    return fd;
}

/* ---- the command ---- */

int sandbox_open(struct sandbox_command *command, const struct sandbox *sandbox,
                 char *const argv[])
{
    size_t count = 0;
    while (argv[count])
        count++;
    command->options = options_file(sandbox);
    if (command->options == -1)
        return -1;
    (void)snprintf(command->number, sizeof command->number, "%d",
                   command->options);
    char *own[] = { "bwrap", "--args", command->number, "--" };
    const size_t own_count = sizeof own / sizeof *own;
    command->argv = calloc(own_count + count + 1, sizeof *command->argv);
    if (!command->argv) {
        (void)close(command->options);
        errno = ENOMEM;
        return -1;
    }
    memcpy(command->argv, own, sizeof own);
    memcpy(command->argv + own_count, argv, count * sizeof *argv);
    return 0;
}

void sandbox_close(struct sandbox_command *command)
{
    (void)close(command->options);
    free(command->argv);
}

/* ---- can it be done here? ---- */

static const char *reason_of(int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return "bubblewrap (bwrap) is not installed";
    return "this system does not let an ordinary user make namespaces "
           "(make doctor says which switch it is)";
}

/* Returns the wait status of a command behind the walls. */
static int try_it(void)
{
    struct sandbox empty = { .filter_fd = -1 };
    char *const nothing[] = { "true", NULL };
    struct sandbox_command command;
    int status = 1;
    if (sandbox_open(&command, &empty, nothing) == -1)
        return status;
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR | O_CLOEXEC);
        (void)dup2(null, STDOUT_FILENO);
        (void)dup2(null, STDERR_FILENO);
        (void)fcntl(command.options, F_SETFD, 0);
        (void)execvp(command.argv[0], command.argv);
        _exit(127);
    }
    if (pid == -1 || waitpid(pid, &status, 0) == -1)
        status = 1;
    sandbox_close(&command);
    return status;
}

bool sandbox_available(const char **why)
{
    static int answer = -1; /* -1 = not tried, else a wait status */
    if (answer == -1 && getenv(SANDBOX_TRIED))
        answer = 0;
    if (answer == -1)
        answer = try_it();
    if (why && answer != 0)
        *why = reason_of(answer);
    return answer == 0;
}

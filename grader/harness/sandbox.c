/* sandbox.c - writes bubblewrap's command line. */
#include "harness/sandbox.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 256

/* Own namespaces for all that IPC names live in; the whole tree dies with the
 * one who started it; no terminal to type into (TIOCSTI). */
static const char *const walls[] = { "bwrap",
                                     "--unshare-user",
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
                                     "/usr/bin:/bin",
                                     "--setenv",
                                     "HOME",
                                     "/home",
                                     "--setenv",
                                     "LANG",
                                     "C.UTF-8",
                                     NULL };

struct words {
    char *list[WORDS_MAX];
    int count;
    bool failed;
};

static void add(struct words *words, const char *word)
{
    if (words->count + 1 >= WORDS_MAX ||
        !(words->list[words->count] = strdup(word)))
        words->failed = true;
    else
        words->count++;
}

char **sandbox_command(const struct sandbox *sandbox, char *const argv[])
{
    struct words *words = calloc(1, sizeof *words);
    char number[16];
    if (!words)
        return NULL;
    for (int i = 0; walls[i]; i++)
        add(words, walls[i]);
    for (int i = 0; i < SANDBOX_BINDS && sandbox->binds[i].from; i++) {
        add(words, sandbox->binds[i].writable ? "--bind" : "--ro-bind");
        add(words, sandbox->binds[i].from);
        add(words, sandbox->binds[i].to);
    }
    if (sandbox->filter_fd >= 0) {
        (void)snprintf(number, sizeof number, "%d", sandbox->filter_fd);
        add(words, "--seccomp");
        add(words, number);
    }
    add(words, "--chdir");
    add(words, sandbox->directory ? sandbox->directory : "/home");
    add(words, "--");
    for (int i = 0; argv[i]; i++)
        add(words, argv[i]);
    if (!words->failed)
        return words->list; /* stands at the start of *words */
    sandbox_free(words->list);
    errno = ENOMEM;
    return NULL;
}

void sandbox_free(char **command)
{
    for (int i = 0; command && command[i]; i++)
        free(command[i]);
    free(command);
}

static const char *reason_of(int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return "bubblewrap (bwrap) is not installed";
    return "this system does not let an ordinary user make namespaces "
           "(make doctor says which switch it is)";
}

bool sandbox_available(const char **why)
{
    static int answer = -1; /* -1 = not tried, else a wait status */
    if (answer == -1 && getenv(SANDBOX_TRIED))
        answer = 0;
    if (answer == -1) {
        struct sandbox empty = { .filter_fd = -1 };
        char *const nothing[] = { "true", NULL };
        char **command = sandbox_command(&empty, nothing);
        pid_t pid = command ? fork() : -1;
        if (pid == 0) {
            int null = open("/dev/null", O_RDWR | O_CLOEXEC);
            (void)dup2(null, STDOUT_FILENO);
            (void)dup2(null, STDERR_FILENO);
            (void)execvp(command[0], command);
            _exit(127);
        }
        if (pid == -1 || waitpid(pid, &answer, 0) == -1)
            answer = 1;
        sandbox_free(command);
    }
    if (why && answer != 0)
        *why = reason_of(answer);
    return answer == 0;
}

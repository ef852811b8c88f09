/* folder.c - a folder that a process of its own removes.
 *
 *   explorer ──lifeline (a pipe)──► remover: reads until its end, removes
 *      └─ compiler, server, program: inherit the explorer's end of it
 *
 * Whoever is killed in whatever order: the pipe ends when the last of them is
 * gone, and then nobody can make a file any more.
 */
#include "explore/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDERS_OPEN 8
#define LIFELINE 199 /* beside BOARD_FD, out of the program's way */

static char folder[PATH_MAX], program_path[PATH_MAX + 16],
    room_path[PATH_MAX + 16];
static pid_t remover;

static int remove_entry(const char *path, const struct stat *facts, int kind,
                        struct FTW *place)
{
    (void)facts, (void)place;
    if (kind == FTW_DNR && chmod(path, S_IRWXU) == 0) /* a program closed it */
        (void)nftw(path, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    (void)remove(path);
    return 0;
}

/* In a session of its own: no Ctrl-C comes here. */
static _Noreturn void wait_and_remove(int end)
{
    char byte;
    (void)setsid();
    (void)signal(SIGHUP, SIG_IGN);
    (void)close(LIFELINE);
    /* Who waits for the explorer's output does not wait for us. */
    for (int fd = 0; fd <= 2; fd++)
        (void)close(fd);
    while (read(end, &byte, 1) == -1 && errno == EINTR)
        ;
    (void)nftw(folder, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

static void let_go(void)
{
    (void)close(LIFELINE);
    while (waitpid(remover, NULL, 0) == -1 && errno == EINTR)
        ;
}

static int start_remover(void)
{
    int ends[2];
    if (pipe(ends) == -1)
        return -1;
    if (dup2(ends[1], LIFELINE) == -1)
        return -1;
    (void)close(ends[1]);
    remover = fork();
    if (remover == 0)
        wait_and_remove(ends[0]);
    int saved = errno;
    (void)close(ends[0]);
    errno = saved;
    return remover == -1 || atexit(let_go) != 0 ? -1 : 0;
}

int folder_make(char **program, char **room)
{
    const char *where = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/ipcexplore-XXXXXX",
                   where && *where ? where : "/tmp");
    if (!mkdtemp(folder))
        return -1;
    if (start_remover() == -1) {
        int saved = errno;
        (void)rmdir(folder);
        errno = saved;
        return -1;
    }
    (void)snprintf(program_path, sizeof program_path, "%s/program", folder);
    (void)snprintf(room_path, sizeof room_path, "%s/room", folder);
    *program = program_path;
    *room = room_path;
    return mkdir(room_path, S_IRWXU);
}

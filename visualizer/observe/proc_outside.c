/* proc_outside.c - who else on this machine has a pipe, FIFO or socket open. */
#include "observe/proc.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

bool proc_holds(pid_t pid, uint64_t inode, int access)
{
    int *fds, count = proc_descriptors(pid, &fds);
    bool found = false;
    for (int i = 0; i < count && !found; i++) {
        struct descriptor_facts facts;
        struct stat status;
        char path[64];
        (void)snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fds[i]);
        if (stat(path, &status) == -1 || status.st_ino != inode ||
            (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode)))
            continue; /* the cheap question first: there may be thousands */
        found = proc_descriptor(pid, fds[i], &facts) == 0 &&
                facts.inode == inode && (facts.access & access) &&
                (facts.kind == OBJECT_PIPE || facts.kind == OBJECT_FIFO ||
                 facts.kind == OBJECT_SOCKET);
    }
    if (count >= 0)
        free(fds);
    return found;
}

static bool listed(pid_t pid, const pid_t *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i] == pid)
            return true;
    return false;
}

int proc_outside_holder(uint64_t inode, int access, const pid_t *ours,
                        int count)
{
    DIR *directory = opendir("/proc");
    if (!directory)
        return 0;
    int holder = 0;
    for (struct dirent *entry;
         !holder && (entry = readdir(directory)) != NULL;) {
        pid_t pid = atoi(entry->d_name);
        if (pid > 0 && !listed(pid, ours, count) &&
            proc_holds(pid, inode, access))
            holder = pid;
    }
    closedir(directory);
    return holder;
}

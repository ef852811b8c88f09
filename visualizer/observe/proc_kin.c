/* proc_kin.c - ancestors, sessions, and whose descriptors may be seen. */
#include "observe/proc_kin.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ANCESTORS_MOST 32

bool proc_any_ancestor(pid_t pid,
                       bool (*is_it)(const void *context, pid_t pid,
                                     const struct stat_facts *facts),
                       const void *context)
{
    struct stat_facts facts;
    for (int i = 0; i < ANCESTORS_MOST && pid > 0; i++, pid = facts.parent) {
        if (proc_stat(pid, &facts) == -1 || facts.kernel || facts.state == 'Z')
            return false;
        if (is_it(context, pid, &facts))
            return true;
    }
    return false;
}

bool proc_hides_others(void)
{
    return access("/proc/1/stat", R_OK) == -1;
}

static bool is_pid(const void *context, pid_t pid,
                   const struct stat_facts *facts)
{
    (void)facts;
    return *(const pid_t *)context == pid;
}

static bool is_in_session(const void *context, pid_t pid,
                          const struct stat_facts *facts)
{
    (void)pid;
    return *(const pid_t *)context == facts->session;
}

/* Of a process that is gone meanwhile nothing is unseen. */
static bool can_see_descriptors(pid_t pid)
{
    char path[32];
    (void)snprintf(path, sizeof path, "/proc/%d/fd", pid);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder == -1)
        return errno != EACCES;
    (void)close(folder);
    return true;
}

bool proc_unseen_kin(void)
{
    int *ids, count = proc_processes(&ids);
    pid_t session = getsid(0);
    bool unseen = count == -1 || proc_hides_others();
    for (int i = 0; i < count && !unseen; i++)
        unseen = !can_see_descriptors(ids[i]) &&
                 (proc_any_ancestor(ids[i], is_in_session, &session) ||
                  proc_any_ancestor(getpid(), is_pid, &ids[i]));
    free(ids);
    return unseen;
}

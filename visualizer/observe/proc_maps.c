/* proc_maps.c - reading /proc/PID/maps. */
#include "observe/proc_maps.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* ---- lines ---- */

static void take_name(struct proc_mapping *mapping, const char *text)
{
    static const char gone[] = " (deleted)";
    (void)snprintf(mapping->name, sizeof mapping->name, "%.*s",
                   (int)strcspn(text, "\n"), text);
    size_t length = strlen(mapping->name), mark = sizeof gone - 1;
    mapping->deleted =
        length > mark && strcmp(mapping->name + length - mark, gone) == 0;
    if (mapping->deleted)
        mapping->name[length - mark] = '\0';
}

static bool parse_line(const char *line, struct proc_mapping *mapping)
{
    char access[5];
    unsigned major, minor;
    uint64_t end;
    int used = 0;
    *mapping = (struct proc_mapping){ 0 };
    if (sscanf(line,
               "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %x:%x %" SCNu64 " %n",
               &mapping->address, &end, access, &mapping->offset, &major,
               &minor, &mapping->inode, &used) < 7)
        return false;
    mapping->length = end - mapping->address;
    mapping->access = (access[0] == 'r' ? ACCESS_READ : 0) |
                      (access[1] == 'w' ? ACCESS_WRITE : 0);
    mapping->shared = access[3] == 's';
    mapping->device = makedev(major, minor);
    take_name(mapping, line + used);
    return true;
}

static FILE *open_maps(pid_t pid)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/maps", pid);
    return fopen(path, "re");
}

static bool next_mapping(FILE *maps, struct proc_mapping *mapping)
{
    char line[PROC_NAME + 128];
    while (fgets(line, sizeof line, maps)) {
        if (!strchr(line, '\n')) /* a very long name: pass over its rest */
            for (int c = 0; c != '\n' && c != EOF;)
                c = fgetc(maps);
        if (parse_line(line, mapping))
            return true;
    }
    return false;
}

int proc_shared_mappings(pid_t pid, struct proc_mapping **list)
{
    FILE *maps = open_maps(pid);
    struct proc_mapping mapping;
    int count = 0;
    *list = NULL;
    if (!maps)
        return -1;
    while (next_mapping(maps, &mapping)) {
        if (!mapping.shared)
            continue;
        struct proc_mapping *larger =
            realloc(*list, (size_t)(count + 1) * sizeof **list);
        if (!larger)
            break;
        *list = larger;
        (*list)[count++] = mapping;
    }
    (void)fclose(maps);
    return count;
}

int proc_mapping_at(pid_t pid, uint64_t address, struct proc_mapping *found)
{
    FILE *maps = open_maps(pid);
    bool here = false;
    if (!maps)
        return -1;
    while (!here && next_mapping(maps, found))
        here = address - found->address < found->length;
    (void)fclose(maps);
    errno = ENOENT;
    return here ? 0 : -1;
}

/* ---- what is behind them ---- */

bool proc_is_anonymous(const struct proc_mapping *mapping)
{
    return strcmp(mapping->name, "/dev/zero") == 0 ||
           strcmp(mapping->name, "/anon_hugepage") == 0;
}

static bool is_same(const struct stat *status, uint64_t device, uint64_t inode)
{
    return status->st_dev == device && status->st_ino == inode;
}

bool proc_shm_name(pid_t pid, uint64_t device, uint64_t inode, char *name,
                   size_t size)
{
    char path[64 + PROC_NAME];
    (void)snprintf(path, sizeof path, "/proc/%d/root/dev/shm", pid);
    DIR *directory = opendir(path);
    bool found = false;
    if (!directory)
        return false;
    for (struct dirent *entry;
         !found && (entry = readdir(directory)) != NULL;) {
        struct stat status;
        if (entry->d_ino != inode)
            continue;
        (void)snprintf(path, sizeof path, "/proc/%d/root/dev/shm/%s", pid,
                       entry->d_name);
        found = stat(path, &status) == 0 && is_same(&status, device, inode);
        if (found)
            (void)snprintf(name, size, "/%s", entry->d_name);
    }
    closedir(directory);
    errno = ENOENT;
    return found;
}

int proc_mapping_status(pid_t pid, const struct proc_mapping *mapping,
                        struct stat *status)
{
    char path[PROC_NAME + 64], name[PROC_NAME];
    (void)snprintf(path, sizeof path, "/proc/%d/map_files/%" PRIx64 "-%" PRIx64,
                   pid, mapping->address, mapping->address + mapping->length);
    if (stat(path, status) == 0)
        return 0;
    (void)snprintf(path, sizeof path, "/proc/%d/root%s", pid, mapping->name);
    if (stat(path, status) == 0 &&
        is_same(status, mapping->device, mapping->inode))
        return 0;
    if (!proc_shm_name(pid, mapping->device, mapping->inode, name, sizeof name))
        return -1;
    (void)snprintf(path, sizeof path, "/proc/%d/root/dev/shm%s", pid, name);
    return stat(path, status);
}

/* ---- users outside ---- */

static bool maps_file(pid_t pid, uint64_t device, uint64_t inode)
{
    FILE *maps = open_maps(pid);
    struct proc_mapping mapping;
    bool found = false;
    if (!maps)
        return false;
    while (!found && next_mapping(maps, &mapping))
        found = mapping.inode == inode && mapping.device == device;
    (void)fclose(maps);
    return found;
}

static bool listed(pid_t pid, const pid_t *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i] == pid)
            return true;
    return false;
}

int proc_outside_user(uint64_t device, uint64_t inode, const pid_t *ours,
                      int count)
{
    DIR *directory = opendir("/proc");
    int user = 0;
    if (!directory)
        return 0;
    for (struct dirent *entry; !user && (entry = readdir(directory)) != NULL;) {
        pid_t pid = atoi(entry->d_name);
        if (pid > 0 && !listed(pid, ours, count) &&
            maps_file(pid, device, inode))
            user = pid;
    }
    closedir(directory);
    return user;
}

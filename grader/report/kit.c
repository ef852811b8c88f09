/* kit.c - finds the kit's folders and labs. */
#include "report/kit.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *kit_path(const char *format, ...)
{
    char *path;
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&path, format, arguments) == -1)
        err(2, "vasprintf");
    va_end(arguments);
    return path;
}

static bool has(const char *root, const char *name)
{
    char *path = kit_path("%s/%s", root, name);
    bool found = access(path, F_OK) == 0;

    free(path);
    return found;
}

/* Cuts the last name off; false at the root. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');

    if (!slash || slash == path)
        return false;
    *slash = '\0';
    return true;
}

static int is_lab(const struct dirent *entry)
{
    return entry->d_name[0] >= '0' && entry->d_name[0] <= '9';
}

static void list_labs(struct kit *kit)
{
    struct dirent **entries;
    char *labs = kit_path("%s/labs", kit->root);
    int count = scandir(labs, &entries, is_lab, alphasort);

    if (count == -1)
        err(2, "%s", labs);
    kit->labs = calloc((size_t)count + 1, sizeof *kit->labs);
    if (!kit->labs)
        err(2, "calloc");
    for (int i = 0; i < count; i++) {
        char *file = kit_path("%s/%s/lab.ini", labs, entries[i]->d_name);

        if (access(file, F_OK) == 0)
            kit->labs[kit->lab_count++] = kit_path("%s", entries[i]->d_name);
        free(file);
        free(entries[i]);
    }
    free(entries);
    free(labs);
}

struct kit kit_find(const char *root)
{
    struct kit kit = { 0 };
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

    if (length == -1)
        err(2, "/proc/self/exe");
    self[length] = '\0';
    (void)go_up(self);
    kit.build = kit_path("%s", self);
    if (root) {
        if (!(kit.root = realpath(root, NULL)))
            err(2, "%s", root);
        if (!has(kit.root, "labs"))
            errx(2, "%s: no kit, there is no labs/ in it", root);
    } else {
        /* BUILD may have labs/ too: those that `make labs` prints. */
        while (!has(self, "labs") || !has(self, "Makefile"))
            if (!go_up(self))
                errx(2, "no kit above %s: say where with --kit", kit.build);
        kit.root = kit_path("%s", self);
    }
    list_labs(&kit);
    if (kit.lab_count == 0)
        errx(2, "%s/labs: there is no lab in it", kit.root);
    return kit;
}

/* "00-processes" begins with the number 00, and with 0. */
static bool has_number(const char *name, const char *number)
{
    size_t length = strlen(number);

    return (strncmp(name, number, length) == 0 && name[length] == '-') ||
           (*name == '0' && strncmp(name + 1, number, length) == 0 &&
            name[1 + length] == '-');
}

const char *kit_lab_name(const struct kit *kit, const char *asked)
{
    for (int i = 0; i < kit->lab_count; i++)
        if (strcmp(kit->labs[i], asked) == 0 ||
            (*asked && has_number(kit->labs[i], asked)))
            return kit->labs[i];
    char *all = kit_path("%s", "");
    for (int i = 0; i < kit->lab_count; i++) {
        char *longer = kit_path("%s %s", all, kit->labs[i]);

        free(all);
        all = longer;
    }
    errx(2, "lab %s: no such lab; there is:%s", asked, all);
}

struct lab *kit_load_lab(const struct kit *kit, const char *name)
{
    char message[PATH_MAX + 64];
    char *path = kit_path("%s/labs/%s/lab.ini", kit->root, name);
    struct lab *lab = lab_load(path, name, message, sizeof message);

    if (!lab)
        errx(2, "%s", message);
    free(path);
    return lab;
}

void kit_make_folder(const char *path)
{
    char *copy = kit_path("%s", path);

    for (char *slash = copy + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        (void)mkdir(copy, 0777); /* the last mkdir tells what went wrong */
        *slash = '/';
    }
    free(copy);
    if (mkdir(path, 0777) == -1 && errno != EEXIST)
        err(2, "%s", path);
}

int kit_cpus(void)
{
    cpu_set_t cpus;

    return sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : 1;
}

const char *kit_shown(const struct kit *kit, const char *path)
{
    size_t length = strlen(kit->root);

    return strncmp(path, kit->root, length) == 0 && path[length] == '/'
               ? path + length + 1
               : path;
}

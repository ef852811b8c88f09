/* students.c - lists and names. */
#include "batch/students.h"

#include "report/submission.h"
#include "report/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BYTES = 150 };

static int compare(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool is_left_out(int fd, const char *name)
{
    struct stat status;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    return name[0] == '.' &&
           fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(status.st_mode);
}

static int add(struct students *students, const char *name)
{
    char **larger = realloc(students->names,
                            sizeof *larger * (size_t)(students->count + 1));

    if (!larger)
        return -1;
    students->names = larger;
    if (!(larger[students->count] = strdup(name)))
        return -1;
    students->count++;
    return 0;
}

int students_list(struct students *students, int fd)
{
    int copy = dup(fd), result = 0;
    DIR *folder = copy == -1 ? NULL : fdopendir(copy);
    struct dirent *entry;

    *students = (struct students){ .count = 0 };
    if (!folder) {
        if (copy != -1)
            (void)close(copy);
        return -1;
    }
    rewinddir(folder);
    errno = 0;
    while (result == 0 && (entry = readdir(folder)) != NULL)
        if (!is_left_out(fd, entry->d_name))
            result = add(students, entry->d_name);
    if (errno)
        result = -1;
    (void)closedir(folder);
    if (students->count > 0)
        qsort(students->names, (size_t)students->count, sizeof *students->names,
              compare);
    return result;
}

void students_clear(struct students *students)
{
    for (int i = 0; i < students->count; i++)
        free(students->names[i]);
    free(students->names);
    *students = (struct students){ .count = 0 };
}

static bool is_kept(char byte, bool first)
{
    if (byte == '.' || byte == '-')
        return !first;
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

char *student_file_name(const char *name)
{
    char *safe = NULL, *cut;
    size_t size;
    FILE *out = open_memstream(&safe, &size);

    if (!out)
        return NULL;
    for (const char *at = name; *at; at++)
        (void)fprintf(out, is_kept(*at, at == name) ? "%c" : "%%%02X",
                      (unsigned char)*at);
    if (fclose(out) == EOF)
        return NULL;
    if (size <= NAME_BYTES)
        return safe;
    uint64_t hash = hash_more(HASH_START, name, strlen(name));
    cut =
        text_format("%.*s~%016llx", NAME_BYTES, safe, (unsigned long long)hash);
    free(safe);
    return cut;
}

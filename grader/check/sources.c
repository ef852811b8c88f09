/* sources.c - copies files into the private folder. */
#include "check/sources.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool source_is(const char *name, const char *end)
{
    size_t length = strlen(name), size = strlen(end);

    return length > size && strcmp(name + length - size, end) == 0;
}

static int write_file(const char *folder, const char *name, const char *data,
                      size_t size)
{
    char *path = kit_path("%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    size_t done = 0;
    ssize_t n = 1;

    free(path);
    if (fd == -1)
        return -1;
    while (done < size && (n = write(fd, data + done, size - done)) > 0)
        done += (size_t)n;
    return close(fd) == 0 && done == size ? 0 : -1;
}

/* A file of the kit: *size bytes, malloc'd; or NULL with errno. */
static char *read_file(const char *path, size_t *size)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *data = NULL;

    if (fd != -1 && fstat(fd, &status) == 0 &&
        (data = malloc((size_t)status.st_size + 1)) != NULL) {
        ssize_t n = read(fd, data, (size_t)status.st_size);

        *size = n > 0 ? (size_t)n : 0;
    }
    if (fd != -1)
        (void)close(fd);
    return data;
}

static bool is_handed_in(const struct lab *lab, const char *name)
{
    for (int i = 0; i < lab->file_count; i++)
        if (strcmp(lab->files[i], name) == 0)
            return true;
    return false;
}

static int is_source(const struct dirent *entry)
{
    return source_is(entry->d_name, ".c") || source_is(entry->d_name, ".h");
}

static char *folder_of_kit(const struct kit *kit, const struct lab *lab)
{
    char *folder = kit_path("%s/solutions/%s", kit->root, lab->name);

    if (access(folder, F_OK) == 0)
        return folder;
    free(folder);
    return kit_path("%s/labs/%s", kit->root, lab->name);
}

/* Takes over the names, sorted: the hash must not depend on the disk. */
static int list(struct sources *own, const struct lab *lab, const char *from)
{
    struct dirent **entries;
    int count = scandir(from, &entries, is_source, alphasort);

    if (count == -1)
        return -1;
    own->names = calloc((size_t)count + 1, sizeof *own->names);
    for (int i = 0; i < count; i++) {
        if (own->names && !is_handed_in(lab, entries[i]->d_name))
            own->names[own->count++] = kit_path("%s", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return own->names ? 0 : -1;
}

static int copy_own(struct sources *own, const char *name, const char *from,
                    const char *folder)
{
    char *path = kit_path("%s/%s", from, name);
    size_t size = 0;
    char *data = read_file(path, &size);
    int result = -1;

    if (data) {
        own->hash = hash_more(own->hash, name, strlen(name) + 1);
        own->hash = hash_more(own->hash, data, size);
        result = write_file(folder, name, data, size);
    }
    free(data);
    free(path);
    return result;
}

int sources_copy(struct sources *own, const struct kit *kit,
                 const struct lab *lab, const struct submission *submission,
                 const char *folder)
{
    char *from = folder_of_kit(kit, lab);
    int result = 0;

    *own = (struct sources){ .hash = HASH_START };
    for (int i = 0; i < submission->file_count && result == 0; i++)
        result =
            write_file(folder, submission->files[i].name,
                       submission->files[i].data, submission->files[i].size);
    if (result == 0)
        result = list(own, lab, from);
    for (char **name = own->names; result == 0 && *name; name++)
        result = copy_own(own, *name, from, folder);
    free(from);
    return result;
}

void sources_clear(struct sources *own)
{
    for (int i = 0; i < own->count; i++)
        free(own->names[i]);
    free(own->names);
}

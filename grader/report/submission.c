/* submission.c - reads the files that somebody hands in. */
#include "report/submission.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

uint64_t hash_more(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001b3U;
    return hash;
}

__attribute__((format(printf, 2, 3))) static int
refuse(struct submission *submission, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(submission->problem, sizeof submission->problem, format,
                    arguments);
    va_end(arguments);
    return -1;
}

static const char *kind_of(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR: return "a folder";
    case S_IFLNK: return "a symbolic link";
    case S_IFIFO: return "a FIFO";
    case S_IFSOCK: return "a socket";
    default: return "a device";
    }
}

/* O_NONBLOCK: a FIFO or a device must not hold us up before fstat tells. */
static int open_file(struct submission *submission, int folder,
                     const char *name)
{
    struct stat status;

    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == -1)
        return errno == ENOENT
                   ? refuse(submission, "holds no %s", name)
                   : refuse(submission, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(status.st_mode))
        return refuse(submission, "holds %s as %s, not as a plain file", name,
                      kind_of(status.st_mode));
    int fd =
        openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd == -1)
        return refuse(submission, "holds %s, but it cannot be read: %s", name,
                      strerror(errno));
    if (fstat(fd, &status) == -1 || !S_ISREG(status.st_mode)) {
        (void)close(fd);
        return refuse(submission, "holds %s, but it is changing", name);
    }
    return fd;
}

static int read_file(struct submission *submission, int folder,
                     struct handed_in *file)
{
    int fd = open_file(submission, folder, file->name);
    size_t room = SUBMISSION_FILE_MAX + 1;
    ssize_t n = 1;

    if (fd == -1)
        return -1;
    file->data = malloc(room + 1);
    while (file->data && n > 0 && file->size < room) {
        n = read(fd, file->data + file->size, room - file->size);
        file->size += n > 0 ? (size_t)n : 0;
    }
    (void)close(fd);
    if (!file->data || n == -1)
        return refuse(submission, "holds %s, but it cannot be read: %s",
                      file->name, strerror(errno));
    if (file->size > SUBMISSION_FILE_MAX)
        return refuse(submission, "holds %s with more than 1 MiB", file->name);
    file->data[file->size] = '\0';
    char *smaller = realloc(file->data, file->size + 1);
    file->data = smaller ? smaller : file->data;
    return 0;
}

int submission_read(struct submission *submission, int fd,
                    const struct lab *lab)
{
    *submission = (struct submission){ .hash = HASH_START };
    submission->files =
        calloc((size_t)lab->file_count, sizeof *submission->files);
    if (!submission->files)
        return refuse(submission, "cannot be read: %s", strerror(errno));
    submission->file_count = lab->file_count;
    for (int i = 0; i < lab->file_count; i++) {
        struct handed_in *file = &submission->files[i];

        file->name = lab->files[i];
        if (read_file(submission, fd, file) == -1) {
            char problem[sizeof submission->problem];

            memcpy(problem, submission->problem, sizeof problem);
            submission_clear(submission);
            return refuse(submission, "%s", problem);
        }
        submission->hash =
            hash_more(submission->hash, file->name, strlen(file->name) + 1);
        submission->hash =
            hash_more(submission->hash, &file->size, sizeof file->size);
        submission->hash = hash_more(submission->hash, file->data, file->size);
    }
    return 0;
}

void submission_clear(struct submission *submission)
{
    for (int i = 0; i < submission->file_count; i++)
        free(submission->files[i].data);
    free(submission->files);
    *submission = (struct submission){ 0 };
}

/* kept.c - one file for each object, found by its name. */
#include "check/kept.h"

#include "check/sources.h"
#include "report/kit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *name_of(const struct handed_in *file, uint64_t context)
{
    uint64_t hash = hash_more(context, file->name, strlen(file->name) + 1);

    hash = hash_more(hash, file->data, file->size);
    return kit_path("s-%s-%016llx.o", file->name, (unsigned long long)hash);
}

uint64_t kept_context(const struct submission *submission, uint64_t kit)
{
    for (int i = 0; i < submission->file_count; i++) {
        const struct handed_in *file = &submission->files[i];

        if (!source_is(file->name, ".h"))
            continue;
        kit = hash_more(kit, file->name, strlen(file->name) + 1);
        kit = hash_more(kit, file->data, file->size);
    }
    return kit;
}

bool kept_take(const char *objects, const struct handed_in *file,
               uint64_t context, const char *output)
{
    char *name = name_of(file, context);
    char *kept = kit_path("%s/%s", objects, name);
    char *taken = kit_path("%s/%s.o", output, file->name);
    bool there = link(kept, taken) == 0;

    free(name);
    free(kept);
    free(taken);
    return there;
}

/* Those of this file, but for the one that is called `but`. */
static void remove_older(const char *objects, const struct handed_in *file,
                         const char *but)
{
    char *begin = kit_path("s-%s-", file->name);
    DIR *folder = opendir(objects);

    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;)
        if (strncmp(entry->d_name, begin, strlen(begin)) == 0 &&
            strcmp(entry->d_name, but) != 0)
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        (void)closedir(folder);
    free(begin);
}

void kept_store(const char *objects, const struct handed_in *file,
                uint64_t context, const char *object)
{
    char *name = name_of(file, context);
    char *kept = kit_path("%s/%s", objects, name);

    remove_older(objects, file, name);
    (void)link(object, kept); /* another check may have been first */
    free(name);
    free(kept);
}

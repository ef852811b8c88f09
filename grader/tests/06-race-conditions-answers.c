/* 06-race-conditions-answers.c - reads what stands in comments. */
#include <ctype.h>
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/06-race-conditions.h"

static FILE *open_text(char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        err(2, "%s", path);
    free(path);
    return file;
}

static char *trimmed(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    return text_of("%.*s", (int)length, text);
}

char *answer_read(const struct exercise *exercise, const char *key,
                  struct place *place)
{
    const char *folder = getenv("IPC_SCRATCH");
    char *sign = text_of("// %s:", key), *line = NULL, *answer = NULL;
    FILE *file = open_text(text_of("%s/source/%s", folder, exercise->file));
    size_t room = 0;
    int number = 0;
    *place = (struct place){ .file = exercise->file };
    while (!answer && getline(&line, &room, file) != -1) {
        number++;
        if (strncmp(line, sign, strlen(sign)) != 0)
            continue;
        line[strcspn(line, "#")] = '\0'; /* a remark */
        answer = trimmed(line + strlen(sign));
        place->line = number;
    }
    if (!answer)
        *place = (struct place){ 0 };
    (void)fclose(file);
    free(line);
    free(sign);
    return answer ? answer : text_of("%s", "");
}

/* BUILD/labs/06-race-conditions/ holds what make labs gives. */
static FILE *open_given(const struct exercise *exercise)
{
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length == -1)
        err(2, "/proc/self/exe");
    own[length] = '\0';
    char *name = strrchr(own, '/') + 1;
    return open_text(text_of("%.*slabs/%s/%s", (int)(name - own), own,
                             strchr(name, '-') + 1, exercise->file));
}

int label_line(const struct exercise *exercise, char letter)
{
    FILE *file = open_given(exercise);
    char sign[] = { '/', '/', ' ', '(', letter, ')', '\n', '\0' };
    char *line = NULL;
    size_t room = 0;
    int number = 0, found = 0;
    while (!found && getline(&line, &room, file) != -1) {
        number++;
        if (strstr(line, sign))
            found = number;
    }
    (void)fclose(file);
    free(line);
    return found;
}

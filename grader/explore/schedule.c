/* schedule.c - letters to tasks and back. */
#include "explore/schedule.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_blank(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (*at != '#')
            return at;
        at += strcspn(at, "\n");
    }
}

int schedule_read(const char *text, uint8_t *choices, int room,
                  const char **wrong)
{
    int count = 0;
    for (const char *at = skip_blank(text); *at; at = skip_blank(at)) {
        int letter = toupper((unsigned char)*at) - 'A';
        long times = 1;
        *wrong = at;
        if (letter < 0 || letter >= BOARD_TASKS)
            goto invalid;
        at++;
        if (isdigit((unsigned char)*at))
            times = strtol(at, (char **)&at, 10);
        if (times < 1 || times > room - count)
            goto invalid;
        memset(choices + count, letter, (size_t)times);
        count += (int)times;
    }
    return count;
invalid:
    errno = EINVAL;
    return -1;
}

uint32_t schedule_alone(const struct board *board)
{
    return board->task_count > 1 ? board->tasks[1].forked_at : 0;
}

int schedule_run(struct server *server, const uint8_t *choices, uint32_t count,
                 uint32_t *alone)
{
    uint8_t all[BOARD_STEPS] = { 0 };
    *alone = 0;
    if (count > 0 && choices[0] != 0) {
        if (server_run(server, NULL, NULL, 0) == -1)
            return -1;
        *alone = schedule_alone(server_board(server));
    }
    if (count > BOARD_STEPS - 1 - *alone) {
        errno = EINVAL;
        return -1;
    }
    memcpy(all + *alone, choices, count);
    return server_run(server, all, NULL, *alone + count);
}

char *schedule_text(const uint8_t *choices, uint32_t count)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    if (!file)
        return NULL;
    for (uint32_t i = 0; i < count;) {
        uint32_t same = 1;
        while (i + same < count && choices[i + same] == choices[i])
            same++;
        fputc('A' + choices[i], file);
        if (same > 2)
            fprintf(file, "%u", same);
        else if (same == 2)
            fputc('A' + choices[i], file);
        i += same;
    }
    if (fclose(file) == 0)
        return text;
    free(text);
    return NULL;
}

/* names.c - what a run has made that outlives its processes.
 *
 *   task: semget, mq_open, open(O_CREAT) ─► noted on the board
 *   server, after the run:                ─► removed
 *
 * So the next run finds nothing, and a run that makes nothing pays nothing.
 */
#include "explore/runtime/runtime.h"

#include <ftw.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

#define FOLDERS_OPEN 8 /* while a folder is emptied */

void board_remember(enum object_type type, int id)
{
    (void)thing_of(type, (uint64_t)id, type == THING_SHARED ? 2 : 0);
    board->named = true;
}

void board_remember_name(const char *name)
{
    board->named = true;
    if (board->queue_count < BOARD_TASKS)
        snprintf(board->queues[board->queue_count++], sizeof *board->queues,
                 "%s", name);
}

static int remove_entry(const char *path, const struct stat *facts, int kind,
                        struct FTW *place)
{
    (void)facts, (void)kind;
    return place->level > 0 && remove(path) == -1 && errno != ENOENT;
}

static void empty_folder(const char *path)
{
    (void)nftw(path, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

void names_remove(void)
{
    for (uint32_t i = 1; i < board->thing_count; i++) {
        const struct thing *thing = &board->things[i];
        int id = (int)thing->key;
        if (thing->type == THING_SET)
            (void)REAL(semctl)(id, 0, IPC_RMID, NULL);
        else if (thing->type == THING_LETTERS)
            (void)REAL(msgctl)(id, IPC_RMID, NULL);
        else if (thing->type == THING_SHARED && thing->second == 2)
            (void)REAL(shmctl)(id, IPC_RMID, NULL);
    }
    for (uint32_t i = 0; i < board->queue_count; i++)
        (void)REAL(mq_unlink)(board->queues[i]);
    empty_folder(".");
    if (board->own_names)
        empty_folder("/dev/shm");
    board->queue_count = 0;
    board->named = false;
}

/* parallel.c - could two processes have worked at the same time?
 *
 *   A  ── work ═════════ work ends ── unlock ──┐
 *   B                                          └─► lock ── work ═══ work ends
 *
 * Here never: A's end surely comes before B's begin. Without the lock nothing
 * orders them, however far apart they lie in this run.
 */
#include "explore/explore.h"

#include <string.h>

struct stretch {
    uint32_t begin, end; /* steps */
};

static bool is(const struct board *board, uint32_t i, const char *name)
{
    return strcmp(board->steps[i].text, name) == 0;
}

/* The next stretch of work that begins at step i or later. */
static bool next_work(const struct board *board, uint32_t i,
                      struct stretch *work)
{
    for (; i < board->step_count; i++) {
        if (!is(board, i, BOARD_WORK))
            continue;
        for (uint32_t j = i + 1; j < board->step_count; j++)
            if (board->steps[j].task == board->steps[i].task &&
                is(board, j, BOARD_WORKED)) {
                *work = (struct stretch){ i, j };
                return true;
            }
    }
    return false;
}

static bool unordered(const struct relation *relation,
                      const struct board *board, struct stretch a,
                      struct stretch b)
{
    return board->steps[a.begin].task != board->steps[b.begin].task &&
           !relation_before(relation, board, a.end, b.begin) &&
           !relation_before(relation, board, b.end, a.begin);
}

int works_at_once(const struct board *board)
{
    struct relation relation;
    struct stretch one, other;
    int found = 0;
    if (relation_make(&relation, board, true) == -1)
        return -1;
    for (uint32_t i = 0; !found && next_work(board, i, &one); i = one.begin + 1)
        for (uint32_t j = one.begin + 1; !found && next_work(board, j, &other);
             j = other.begin + 1)
            found = unordered(&relation, board, one, other);
    relation_free(&relation);
    return found;
}

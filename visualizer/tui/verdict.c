/* verdict.c - the cause as the screen and the plain mode tell it. */
#include "tui/verdict.h"

#include "tui/words.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>

bool verdict_is_stuck(const struct run *run)
{
    return run->world.verdict == QUIET_STUCK;
}

/* Others who are alone in the circle wait for nobody. */
static bool waits_for_itself(const struct cause *cause)
{
    return cause->kind == CAUSE_OWN_WRITE_END || cause->kind == CAUSE_SELF_LOCK;
}

static char *circle_line(const struct world *world, const struct cause *cause)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        err(1, "open_memstream");
    (void)fputs("The circle: ", out);
    for (int i = 0; i <= cause->circle_count; i++) {
        int pid = cause->circle[i % cause->circle_count].pid;
        char *role = words_role(world, pid);
        if (i == 1 && cause->circle_count == 1)
            (void)fputs(" waits for itself", out);
        else
            (void)fprintf(out, "%s%s %d", i ? " waits for " : "", role, pid);
        free(role);
    }
    if (fclose(out) != 0)
        err(1, "fclose");
    return text;
}

static bool is_looked_at(const struct world *world)
{
    return world->process_count > 0 && world->processes[0].beside_others;
}

/* Takes over the sentence. */
static char *labelled(const char *label, char *sentence)
{
    char *escaped = words_own(sentence);
    char *line = words_format("%s: %s", label, escaped);
    free(escaped);
    return line;
}

int verdict_stuck(const struct run *run, char *lines[VERDICT_LINES])
{
    struct cause cause;
    int count = 0;
    if (!verdict_is_stuck(run) || !cause_find(&run->world, run->log, &cause))
        return 0;
    lines[count++] = labelled("What", cause_happened(&run->world, &cause));
    lines[count++] = labelled("Why", cause_because(&run->world, &cause));
    if (cause.circle_count > 1 || waits_for_itself(&cause))
        lines[count++] = circle_line(&run->world, &cause);
    if (is_looked_at(&run->world))
        lines[count++] = words_format("But: %s", LOOK_CONDITION);
    return count;
}

static int count_alive(const struct world *world)
{
    int alive = 0;
    for (int i = 0; i < world->process_count; i++)
        alive += process_alive(&world->processes[i]);
    return alive;
}

char *verdict_line(const struct run *run)
{
    const struct world *world = &run->world;
    int alive = count_alive(world);
    if (world->process_count == 0)
        return words_format("nothing has happened yet");
    if (verdict_is_stuck(run))
        return words_format("STUCK: %d of %d processes wait, and nobody can "
                            "wake them",
                            alive, world->process_count);
    if (alive > 0)
        return words_format("%d of %d processes alive", alive,
                            world->process_count);
    const struct process *first = &world->processes[0];
    char *role = words_role(world, first->pid);
    char *status = words_status(first->wait_status);
    char *text =
        words_format("%s (pid %d) ended: %s", role, first->pid, status);
    free(role);
    free(status);
    return text;
}

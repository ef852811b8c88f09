/* bytes.c - reads shared memory for its page, frame by frame. */
#include "tui/bytes.h"

#define BYTES_MOST 4096

bool bytes_are_shown(const struct ui *ui)
{
    const struct world *world = &ui->run->world;
    const struct object *object = world_object(world, ui->page_subject);
    return ui->page == PAGE_OBJECT && object && ui->run->trace &&
           run_at_newest(ui->run) &&
           (object->kind == OBJECT_MEMORY || object->kind == OBJECT_SEGMENT);
}

void bytes_drop(struct ui *ui)
{
    if (ui->bytes_of)
        memory_view_close(&ui->bytes);
    ui->bytes_of = 0;
}

bool bytes_take(struct ui *ui)
{
    static char bytes[BYTES_MOST];
    if (!bytes_are_shown(ui)) {
        bytes_drop(ui);
        return false;
    }
    ssize_t got =
        trace_memory(ui->run->trace, ui->page_subject, 0, bytes, sizeof bytes);
    if (got <= 0)
        return false;
    if (ui->bytes_of != ui->page_subject) {
        bytes_drop(ui);
        if (memory_view_open(&ui->bytes, 0, (size_t)got) == -1)
            return false;
        ui->bytes_of = ui->page_subject;
    }
    size_t count =
        (size_t)got < ui->bytes.length ? (size_t)got : ui->bytes.length;
    (void)memory_view_update(&ui->bytes, bytes, count, ui->bytes.looks + 1);
    return true;
}

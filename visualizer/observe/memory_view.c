/* memory_view.c - keeps the last change of each byte. */
#include "observe/memory_view.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

int memory_view_open(struct memory_view *view, uint64_t offset, size_t length)
{
    *view = (struct memory_view){ .offset = offset, .length = length };
    if (length == 0 || length > MEMORY_VIEW_MOST) {
        errno = EINVAL;
        return -1;
    }
    view->bytes = calloc(length, sizeof *view->bytes);
    return view->bytes ? 0 : -1;
}

void memory_view_close(struct memory_view *view)
{
    free(view->bytes);
    *view = (struct memory_view){ 0 };
}

static bool byte_update(struct memory_byte *byte, unsigned char value,
                        uint64_t now_us)
{
    bool changed = byte->known && byte->value != value;
    if (!byte->known || changed)
        byte->changed_us = now_us;
    byte->changes += changed;
    byte->value = value;
    byte->known = 1;
    return changed;
}

size_t memory_view_update(struct memory_view *view, const void *bytes,
                          size_t count, uint64_t now_us)
{
    const unsigned char *values = bytes;
    size_t changed = 0;
    for (size_t i = 0; i < count && i < view->length; i++)
        changed += byte_update(&view->bytes[i], values[i], now_us);
    view->looks++;
    view->looked_us = now_us;
    return changed;
}

size_t memory_view_changed_since(const struct memory_view *view,
                                 uint64_t since_us)
{
    size_t count = 0;
    for (size_t i = 0; i < view->length; i++)
        count +=
            view->bytes[i].changes > 0 && view->bytes[i].changed_us >= since_us;
    return count;
}

/* page_object.h - the part of page.c that is about other things than pipes. */
#ifndef TUI_PAGE_OBJECT_H
#define TUI_PAGE_OBJECT_H

#include "observe/memory_view.h"
#include "observe/world.h"

#include <stdio.h>

/* Prints the page of object `id`, which exists and is no pipe and no FIFO. bytes
 * is what is in shared memory, or NULL. */
void page_object(FILE *out, const struct world *world, int id,
                 const struct memory_view *bytes);

/* The figures of the object that a row has no room for, one a line
 * (page_facts.c). */
void page_facts(FILE *out, const struct object *object);

#endif

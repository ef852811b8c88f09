/* page.h - text that covers the views: help, or all about one row. */
#ifndef TUI_PAGE_H
#define TUI_PAGE_H

#include "observe/memory_view.h"
#include "observe/world.h"

enum page_kind { PAGE_NONE, PAGE_HELP, PAGE_PROCESS, PAGE_OBJECT };

/* The lines of the page about this pid or object id in this world, joined by
 * newlines; malloc'd. The first line is its title. bytes: what is in the shared
 * memory that the page is about, NULL if that is not known. */
char *page_text(enum page_kind kind, int subject, const struct world *world,
                const struct memory_view *bytes);

#endif

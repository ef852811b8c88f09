/* keys.h - what each key does; help and footer are made from the same table. */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "tui/ui.h"

struct key_help {
    const char *keys;   /* as written for people: ". s Right" */
    const char *footer; /* key and a short word; NULL: not in the footer */
    const char *help;   /* one line */
};

/* The table's rows, 0 <= index < keys_count(). */
int keys_count(void);
const struct key_help *keys_at(int index);

/* Does what the key asks for. */
void keys_do(struct ui *ui, int key);

#endif

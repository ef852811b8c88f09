/* log.c - the append-only log, and the names of what stands in it. */
#include "observe/event.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <string.h>

Test(log, numbers_from_one_in_order)
{
    struct log log = { 0 };
    for (int i = 0; i < 3; i++) {
        struct event event = event_make(EVENT_CLOSE, 10 + i);
        cr_assert_eq(log_append(&log, &event)->number, (uint64_t)i + 1);
    }
    cr_assert_eq(log.count, 3u);
    cr_assert_eq(log_at(&log, 2)->pid, 12);
    log_clear(&log);
}

Test(log, entries_stay_where_they_are_across_blocks)
{
    struct log log = { 0 };
    struct event event = event_make(EVENT_CLOSE, 1);
    event.text = strdup("first");
    struct event *first = log_append(&log, &event);
    event.text = NULL;
    for (int i = 1; i < 3 * LOG_CHUNK + 1; i++) {
        event.pid = i + 1;
        (void)log_append(&log, &event);
    }
    cr_assert_eq(log_at(&log, 0), first);
    cr_assert_str_eq(first->text, "first");
    const size_t borders[] = { LOG_CHUNK - 1, LOG_CHUNK, 2 * LOG_CHUNK - 1,
                               2 * LOG_CHUNK, 3 * LOG_CHUNK };
    for (size_t i = 0; i < sizeof borders / sizeof borders[0]; i++) {
        cr_assert_eq(log_at(&log, borders[i])->number, borders[i] + 1);
        cr_assert_eq(log_at(&log, borders[i])->pid, (int)borders[i] + 1);
    }
    log_clear(&log);
}

Test(log, is_empty_and_usable_after_clear)
{
    for (int count = LOG_CHUNK - 1; count <= LOG_CHUNK + 1; count++) {
        struct log log = { 0 };
        struct event event = event_make(EVENT_NOTE, 0);
        for (int i = 0; i < count; i++) {
            event.text = strdup("note");
            (void)log_append(&log, &event);
        }
        log_clear(&log);
        cr_assert_eq(log.count, 0u);
        event.text = strdup("again");
        cr_assert_eq(log_append(&log, &event)->number, 1u);
        cr_assert_str_eq(log_at(&log, 0)->text, "again");
        log_clear(&log);
        log_clear(&log);
    }
}

Test(names, of_events_lead_back)
{
    for (int kind = 0; kind < EVENT_KINDS; kind++) {
        const char *name = event_kind_name((enum event_kind)kind);
        cr_assert_not_null(name, "event kind %d has no name", kind);
        cr_assert_eq(event_kind_of(name), kind, "%s", name);
    }
    cr_assert_eq(event_kind_of("no such kind"), -1);
    cr_assert_eq(event_kind_of(""), -1);
    cr_assert_str_eq(event_kind_name(EVENT_KINDS), "unknown");
}

Test(names, of_objects_lead_back)
{
    for (int kind = OBJECT_NONE; kind <= OBJECT_OTHER; kind++)
        cr_assert_eq(object_kind_of(object_kind_name((enum object_kind)kind)),
                     kind);
    cr_assert_eq(object_kind_of("teapot"), -1);
}

Test(names, are_kept_once)
{
    char one[] = "pipes.c", two[] = "pipes.c";
    const char *kept = place_intern(one);
    one[0] = 'X';
    cr_assert_str_eq(kept, "pipes.c");
    cr_assert_eq(place_intern(two), kept);
    cr_assert_neq(place_intern("shell.c"), kept);
}

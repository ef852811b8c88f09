/* log.c - the append-only log, and the names of what stands in it. */
#include "observe/log.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Kibibytes of this process that are in memory. proc(5) */
static long resident(void)
{
    char text[4096] = "";
    FILE *stream = fopen("/proc/self/status", "re");
    cr_assert_not_null(stream);
    (void)fread(text, 1, sizeof text - 1, stream);
    (void)fclose(stream);
    const char *line = strstr(text, "\nVmRSS:");
    cr_assert_not_null(line);
    return strtol(line + 7, NULL, 10);
}

#define A_MILLION 1000000

/* An address sanitizer keeps what was freed for a while: up to 256 MB. */
#if defined(__SANITIZE_ADDRESS__)
#define MAY_GROW_KIB ((48 + 256) * 1024)
#else
#define MAY_GROW_KIB (48 * 1024)
#endif

/* Its events alone are over 200 MB. What stays in memory is a small part, and
 * nothing is lost, neither at the front nor at the back. */
Test(log, a_million_events_need_disk_not_memory, .timeout = 60)
{
    struct log log = { 0 };
    long before = resident();
    for (int i = 1; i <= A_MILLION; i++) {
        struct event event = event_make(EVENT_NOTE, i);
        if (i % 3 == 0)
            cr_assert_gt(asprintf(&event.text, "note %d", i), 0);
        (void)log_append(&log, &event);
    }
    long grown = resident() - before;
    cr_assert_lt(grown, MAY_GROW_KIB, "%ld KiB", grown);
    for (int i = 1; i <= A_MILLION; i++) {
        const struct event *event = log_at(&log, (size_t)i - 1);
        char text[32];
        (void)snprintf(text, sizeof text, "note %d", i);
        if (event->pid != i || event->number != (uint64_t)i ||
            (i % 3 == 0) != (event->text != NULL) ||
            (event->text && strcmp(event->text, text) != 0))
            cr_assert_fail("event %d is another", i);
    }
    log_clear(&log);
}

Test(log, goes_on_in_memory_where_no_file_can_be_made)
{
    struct log log = { .file = -1 };
    struct event event = event_make(EVENT_NOTE, 1);
    for (int i = 0; i < (LOG_IN_MEMORY + 3) * LOG_CHUNK; i++) {
        event.text = strdup("kept");
        (void)log_append(&log, &event);
    }
    for (size_t i = 0; i < log.count; i++)
        if (strcmp(log_at(&log, i)->text, "kept") != 0)
            cr_assert_fail("the text of event %zu is lost", i);
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

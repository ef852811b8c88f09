/* record.c - a log goes to disk and comes back the same, or not at all. */
#include "observe/record.h"

#include "observe/calls.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[128], message[256];

static void folder_make(void)
{
    (void)snprintf(folder, sizeof folder, "%s/observe-record.XXXXXX", P_tmpdir);
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/record", folder);
}

static void folder_remove(void)
{
    (void)unlink(path);
    cr_assert_eq(rmdir(folder), 0, "record_save left a file behind");
}

TestSuite(record, .init = folder_make, .fini = folder_remove);

static void write_file(const char *text, size_t length)
{
    FILE *stream = fopen(path, "w");
    cr_assert_not_null(stream);
    cr_assert_eq(fwrite(text, 1, length, stream), length);
    cr_assert_eq(fclose(stream), 0);
}

static char *read_file(size_t *length)
{
    FILE *stream = fopen(path, "r");
    cr_assert_not_null(stream);
    char *text = NULL;
    size_t room = 0;
    ssize_t got = getdelim(&text, &room, EOF, stream);
    (void)fclose(stream);
    *length = got > 0 ? (size_t)got : 0;
    return text;
}

static void assert_same(const struct event *one, const struct event *two)
{
    cr_assert_eq(one->number, two->number);
    cr_assert_eq(one->time_us, two->time_us);
    cr_assert_eq(one->kind, two->kind);
    cr_assert_eq(one->pid, two->pid);
    cr_assert_eq(one->tid, two->tid);
    cr_assert_eq(one->other, two->other);
    cr_assert_eq(one->call, two->call);
    cr_assert_eq(one->fd, two->fd);
    cr_assert_eq(one->object, two->object);
    cr_assert_eq(one->value, two->value);
    for (int i = 0; i < 6; i++)
        cr_assert_eq(
            one->arguments[i], two->arguments[i],
            "%s: argument %d was %lld, is %lld", event_kind_name(one->kind), i,
            (long long)one->arguments[i], (long long)two->arguments[i]);
    cr_assert_eq(one->result, two->result);
    cr_assert_eq(one->brief, two->brief);
    cr_assert_eq(one->place.file, two->place.file, "not interned");
    cr_assert_eq(one->place.line, two->place.line);
    cr_assert_eq(one->place.function, two->place.function);
    cr_assert_eq(one->text == NULL, two->text == NULL);
    if (one->text)
        cr_assert_str_eq(one->text, two->text);
    cr_assert_eq(one->payload_length, two->payload_length);
    cr_assert_arr_eq(one->payload, two->payload, (size_t)one->payload_length);
}

static void assert_comes_back(const struct log *log, const char *title)
{
    struct log copy = { 0 };
    cr_assert_eq(record_save(log, title, path), 0, "%s", strerror(errno));
    cr_assert_eq(record_load(&copy, path, message, sizeof message), 0, "%s",
                 message);
    cr_assert_eq(copy.count, log->count);
    for (size_t i = 0; i < log->count; i++)
        assert_same(log_at(log, i), log_at(&copy, i));
    log_clear(&copy);
}

static void assert_refused(const char *because)
{
    struct log log = { 0 };
    (void)snprintf(message, sizeof message, "nothing was said");
    cr_assert_eq(record_load(&log, path, message, sizeof message), -1);
    cr_assert_not_null(strstr(message, because), "it said: %s", message);
    cr_assert_null(strchr(message, '\n'));
    cr_assert_eq(log.count, 0u);
    cr_assert_null(log.chunks);
}

/* An event in which every field is in use. */
static struct event full_event(int kind)
{
    struct event event = event_make((enum event_kind)kind, 4711);
    event.tid = 4712;
    event.time_us = 123456789012;
    event.other = 4713;
    event.fd = 7;
    event.object = 3;
    event.value = OBJECT_FIFO;
    event.result = -32;
    event.place = (struct place){ place_intern("pipes.c"), 57,
                                  place_intern("upper_case") };
    event.text = strdup("grep -c \"a\\b\"\t\n\x1b[1m \xc3\x80\xe2\x82\xac");
    if (kind == EVENT_OBJECT) {
        event.arguments[0] = 4026531840;
        event.arguments[1] = 1;
        event.arguments[2] = 65536;
    } else {
        event.call = call_by_name("splice");
        for (int i = 0; i < 6; i++)
            event.arguments[i] = INT64_C(0x7ffc12345678) + i;
        event.arguments[5] = -1;
    }
    event.brief = kind == EVENT_ENTER;
    event.payload_length = PAYLOAD_SHOWN;
    memset(event.payload, 'x', PAYLOAD_SHOWN);
    return event;
}

Test(record, gives_back_every_kind_with_all_its_fields)
{
    struct log log = { 0 };
    for (int kind = 0; kind < EVENT_KINDS; kind++) {
        struct event full = full_event(kind);
        struct event empty = event_make((enum event_kind)kind, 1);
        (void)log_append(&log, &full);
        (void)log_append(&log, &empty);
    }
    assert_comes_back(&log, "every kind");
    log_clear(&log);
}

Test(record, gives_back_every_byte)
{
    struct log log = { 0 };
    char text[256];
    for (int byte = 1; byte < 256; byte++)
        text[byte - 1] = (char)byte;
    text[255] = '\0';
    struct event event = event_make(EVENT_NOTE, 1);
    event.text = strdup(text);
    (void)log_append(&log, &event);
    for (int from = 0; from < 256; from += PAYLOAD_SHOWN) {
        event = event_make(EVENT_ENTER, 1);
        for (int i = 0; i < PAYLOAD_SHOWN; i++)
            event.payload[i] = (unsigned char)(from + i);
        event.payload_length = PAYLOAD_SHOWN;
        (void)log_append(&log, &event);
    }
    assert_comes_back(&log, text);
    log_clear(&log);
}

Test(record, gives_back_the_largest_numbers)
{
    static const int64_t numbers[] = {
        INT64_MAX, INT64_MIN, INT64_MAX - 1, (INT64_C(1) << 53) + 1, -1, 0
    };
    struct log log = { 0 };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct event event = event_make(EVENT_ENTER, INT_MAX);
        event.call = call_by_name("write");
        event.arguments[1] = event.arguments[2] = numbers[i];
        (void)log_append(&log, &event);
    }
    assert_comes_back(&log, "large numbers");
    log_clear(&log);
}

Test(record, keeps_a_line_of_a_megabyte)
{
    struct log log = { 0 };
    struct event event = event_make(EVENT_NOTE, 1);
    event.text = malloc(1 << 20);
    cr_assert_not_null(event.text);
    memset(event.text, 0xff, (1 << 20) - 1);
    event.text[(1 << 20) - 1] = '\0';
    (void)log_append(&log, &event);
    assert_comes_back(&log, "a long line");
    log_clear(&log);
}

Test(record, may_hold_no_event)
{
    struct log log = { 0 };
    assert_comes_back(&log, "");
}

Test(record, cut_off_anywhere_is_refused_or_a_beginning)
{
    struct log log = { 0 }, copy = { 0 };
    size_t length;
    for (int kind = 0; kind < 6; kind++) {
        struct event event = full_event(kind);
        (void)log_append(&log, &event);
    }
    cr_assert_eq(record_save(&log, "cut", path), 0);
    char *whole = read_file(&length);
    for (size_t cut = length - 1; cut > 0; cut--) {
        write_file(whole, cut);
        int result = record_load(&copy, path, message, sizeof message);
        cr_assert(result == -1 || whole[cut - 1] == '\n' || whole[cut] == '\n',
                  "cut at %zu was not seen", cut);
        for (size_t i = 0; i < copy.count; i++)
            assert_same(log_at(&log, i), log_at(&copy, i));
        log_clear(&copy);
    }
    free(whole);
    log_clear(&log);
}

Test(record, cut_off_line_is_named)
{
    struct log log = { 0 };
    size_t length;
    struct event event = full_event(EVENT_NOTE);
    (void)log_append(&log, &event);
    cr_assert_eq(record_save(&log, "cut", path), 0);
    char *whole = read_file(&length);
    write_file(whole, length - 3);
    assert_refused("line 2");
    free(whole);
    log_clear(&log);
}

static void assert_text_refused(const char *text, const char *because)
{
    write_file(text, strlen(text));
    assert_refused(because);
}

Test(record, foreign_files_are_refused)
{
    assert_text_refused("", "empty");
    assert_text_refused("\n", "not a record");
    assert_text_refused("{}\n", "not a record");
    assert_text_refused("[1,2]\n", "not a record");
    assert_text_refused("{\"record\":7}\n", "not a record");
    assert_text_refused("{\"record\":\"another\",\"version\":2}\n",
                        "not a record");
    write_file("\x7f"
               "ELF\0\1\2\3",
               8);
    assert_refused("not a record");
}

Test(record, other_versions_are_refused_by_number)
{
    assert_text_refused("{\"record\":\"ipc-lab-kit\",\"version\":99}\n",
                        "version 99");
    assert_text_refused("{\"record\":\"ipc-lab-kit\"}\n", "version 0");
}

#define HEADER "{\"record\":\"ipc-lab-kit\",\"version\":2}\n"

Test(record, nonsense_in_a_line_is_refused)
{
    static const char *const lines[] = {
        "{\"event\":\"teapot\"}\n",
        "{\"pid\":3}\n",
        "null\n",
        "\n",
        "{\"event\":\"open\",\"pid\":1,\"fd\":1073741824,\"text\":\"x\"}\n",
        "{\"event\":\"open\",\"pid\":1,\"fd\":-2}\n",
        "{\"event\":\"note\",\"pid\":-1,\"text\":\"x\"}\n",
        "{\"event\":\"note\",\"object\":-1,\"text\":\"x\"}\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char text[256];
        (void)snprintf(text, sizeof text, "%s%s", HEADER, lines[i]);
        assert_text_refused(text, "line 2");
    }
}

/* Deep nesting must not run out of stack, nor a long payload out of its
 * place. */
Test(record, hostile_lines_do_no_harm)
{
    size_t depth = 1000000;
    char *text = malloc(depth + sizeof HEADER + 2);
    cr_assert_not_null(text);
    memcpy(text, HEADER, sizeof HEADER - 1);
    memset(text + sizeof HEADER - 1, '[', depth);
    memcpy(text + sizeof HEADER - 1 + depth, "\n", 1);
    write_file(text, sizeof HEADER + depth);
    assert_refused("line 2");
    memset(text, 'x', depth);
    text[depth] = '\0';
    FILE *stream = fopen(path, "w");
    cr_assert_not_null(stream);
    (void)fprintf(stream,
                  "%s{\"event\":\"enter\",\"bytes\":\"%s\","
                  "\"arguments\":[1,2,3,4,5,6,7,8,9],\"call\":\"read\"}\n",
                  HEADER, text);
    (void)fclose(stream);
    struct log log = { 0 };
    cr_assert_eq(record_load(&log, path, message, sizeof message), 0);
    cr_assert_eq(log_at(&log, 0)->payload_length, PAYLOAD_SHOWN);
    log_clear(&log);
    free(text);
}

Test(record, a_folder_or_nothing_is_refused)
{
    (void)snprintf(message, sizeof message, "%s", folder);
    struct log log = { 0 };
    cr_assert_eq(record_load(&log, folder, message, sizeof message), -1);
    cr_assert_not_null(strstr(message, strerror(EISDIR)), "%s", message);
    assert_refused(strerror(ENOENT));
}

/* The old record stays whole when the new one cannot be written. */
Test(record, save_that_fails_leaves_nothing)
{
    struct log log = { 0 };
    char below[160];
    (void)snprintf(below, sizeof below, "%s/no/such/folder", folder);
    errno = 0;
    cr_assert_eq(record_save(&log, "title", below), -1);
    cr_assert_eq(errno, ENOENT);
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert_eq(record_save(&log, "title", path), -1);
    cr_assert_eq(errno, EISDIR);
    cr_assert_eq(rmdir(path), 0);
}

/* record.c - events to JSON Lines and back, with cJSON. */
#include "observe/record.h"

#include "observe/calls.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_MOST (16 << 20) /* bytes; what is longer is no record of ours */

static const char signature[] = "ipc-lab-kit";

/* ---- writing ---- */

static void put_number(cJSON *line, const char *key, double value)
{
    (void)cJSON_AddNumberToObject(line, key, value);
}

/* Text and payload may hold any byte: bytes outside ASCII and controls become
 * the code point of the same number, so that every line is valid UTF-8. */
static void put_bytes(cJSON *line, const char *key, const unsigned char *bytes,
                      size_t length)
{
    char *text = malloc(2 * length + 1);
    size_t used = 0;
    if (!text)
        return;
    for (size_t i = 0; i < length; i++) {
        unsigned code = bytes[i] ? bytes[i] : 0x100; /* NUL ends text */
        if (code < 0x80) {
            text[used++] = (char)code;
        } else {
            text[used++] = (char)(0xc0 | code >> 6);
            text[used++] = (char)(0x80 | (code & 0x3f));
        }
    }
    text[used] = '\0';
    (void)cJSON_AddStringToObject(line, key, text);
    free(text);
}

static void put_call(cJSON *line, const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    if (!info)
        return;
    (void)cJSON_AddStringToObject(line, "call", info->name);
    cJSON *arguments = cJSON_AddArrayToObject(line, "arguments");
    for (int i = 0; i < info->argument_count; i++) {
        char number[32]; /* readers of JSON keep 53 bits of a number */
        int64_t value = event->arguments[i];
        bool fits = value >= -(INT64_C(1) << 53) && value <= INT64_C(1) << 53;
        (void)snprintf(number, sizeof number, "%lld", (long long)value);
        cJSON_AddItemToArray(arguments, fits ? cJSON_CreateRaw(number)
                                             : cJSON_CreateString(number));
    }
}

static void put_place(cJSON *line, const struct place *place)
{
    if (!place->file)
        return;
    (void)cJSON_AddStringToObject(line, "file", place->file);
    put_number(line, "line", place->line);
    if (place->function)
        (void)cJSON_AddStringToObject(line, "function", place->function);
}

/* Events whose arguments have names of their own in a record. */
static const char *const map_keys[] = { "address", "length", "offset", NULL };
static const char *const signal_keys[] = { "blocked", "pending-here", "pending",
                                           "caught",  "ignored",      NULL };

/* Left out when 0; a string where a reader of JSON would lose bits. */
static void put_whole(cJSON *line, const char *key, int64_t value)
{
    char number[32];
    (void)snprintf(number, sizeof number, "%lld", (long long)value);
    if (value >= -(INT64_C(1) << 53) && value <= INT64_C(1) << 53) {
        if (value)
            (void)cJSON_AddRawToObject(line, key, number);
    } else {
        (void)cJSON_AddStringToObject(line, key, number);
    }
}

static void put_named(cJSON *line, const struct event *event,
                      enum event_kind kind, const char *const *keys)
{
    for (int i = 0; event->kind == kind && keys[i]; i++)
        put_whole(line, keys[i], event->arguments[i]);
}

static cJSON *event_to_json(const struct event *event)
{
    cJSON *line = cJSON_CreateObject();
    put_number(line, "n", (double)event->number);
    put_number(line, "t", (double)event->time_us);
    put_number(line, "pid", event->pid);
    if (event->tid != event->pid)
        put_number(line, "tid", event->tid);
    (void)cJSON_AddStringToObject(line, "event", event_kind_name(event->kind));
    put_call(line, event);
    if (event->other)
        put_number(line, "other", event->other);
    if (event->fd >= 0)
        put_number(line, "fd", event->fd);
    if (event->object)
        put_number(line, "object", event->object);
    if (event->value)
        put_number(line, "number", event->value);
    if (event->kind == EVENT_OBJECT) {
        (void)cJSON_AddStringToObject(
            line, "kind", object_kind_name((enum object_kind)event->value));
        put_number(line, "inode", (double)event->arguments[0]);
        (void)cJSON_AddBoolToObject(line, "before", event->arguments[1] != 0);
        put_number(line, "capacity", (double)event->arguments[2]);
        put_whole(line, "parent", event->arguments[3]);
        put_whole(line, "offset", event->arguments[4]);
        put_whole(line, "device", event->arguments[5]);
    }
    put_named(line, event, EVENT_MAP, map_keys);
    put_named(line, event, EVENT_UNMAP, map_keys);
    put_named(line, event, EVENT_SIGNALS, signal_keys);
    if (event->result)
        put_number(line, "result", (double)event->result);
    if (event->brief)
        (void)cJSON_AddTrueToObject(line, "brief");
    put_place(line, &event->place);
    if (event->text)
        put_bytes(line, "text", (const unsigned char *)event->text,
                  strlen(event->text));
    if (event->payload_length > 0)
        put_bytes(line, "bytes", event->payload, (size_t)event->payload_length);
    return line;
}

int record_print(const struct event *event, FILE *stream)
{
    cJSON *line = event_to_json(event);
    char *text = cJSON_PrintUnformatted(line);
    int result = text && fprintf(stream, "%s\n", text) > 0 ? 0 : -1;
    cJSON_free(text);
    cJSON_Delete(line);
    return result;
}

static int print_header(const char *title, size_t events, FILE *stream)
{
    cJSON *line = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(line, "record", signature);
    put_number(line, "version", RECORD_VERSION);
    (void)cJSON_AddStringToObject(line, "kit", KIT_VERSION);
    put_number(line, "events", (double)events);
    put_bytes(line, "title", (const unsigned char *)title, strlen(title));
    char *text = cJSON_PrintUnformatted(line);
    int result = text && fprintf(stream, "%s\n", text) > 0 ? 0 : -1;
    cJSON_free(text);
    cJSON_Delete(line);
    return result;
}

int record_save(const struct log *log, const char *title, const char *path)
{
    char temporary[PATH_MAX];
    (void)snprintf(temporary, sizeof temporary, "%s.%d", path, (int)getpid());
    FILE *stream = fopen(temporary, "we");
    if (!stream)
        return -1;
    int failed = print_header(title, log->count, stream);
    for (size_t i = 0; i < log->count && !failed; i++)
        failed = record_print(log_at(log, i), stream);
    if (fclose(stream) == EOF || failed || rename(temporary, path) == -1) {
        int saved = errno;
        (void)unlink(temporary);
        errno = saved;
        return -1;
    }
    return 0;
}

/* ---- reading ---- */

/* A double may be beyond every integer, or no number at all; 2^63 is exact. */
static int64_t whole_of(const cJSON *item)
{
    const double beyond = 0x1p63;
    if (item->valuedouble >= -beyond && item->valuedouble < beyond)
        return (int64_t)item->valuedouble;
    return item->valuedouble > 0 ? INT64_MAX : INT64_MIN;
}

static int64_t number_of(const cJSON *line, const char *key, int64_t absent)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(line, key);
    return cJSON_IsNumber(item) ? whole_of(item) : absent;
}

static const char *string_of(const cJSON *line, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(line, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* The reverse of put_bytes; returns the number of bytes. */
static size_t get_bytes(const char *text, unsigned char *bytes, size_t size)
{
    size_t used = 0;
    for (const unsigned char *at = (const unsigned char *)text;
         *at && used < size; at++) {
        unsigned byte = *at;
        if ((byte & 0xe0) == 0xc0 && at[1])
            byte = (byte & 0x1f) << 6 | (*++at & 0x3f);
        bytes[used++] = (unsigned char)byte; /* 0x100 is NUL */
    }
    return used;
}

static void get_call(const cJSON *line, struct event *event)
{
    const char *name = string_of(line, "call");
    const cJSON *arguments =
        cJSON_GetObjectItemCaseSensitive(line, "arguments");
    if (!name)
        return;
    event->call = call_by_name(name);
    for (int i = 0; i < 6 && i < cJSON_GetArraySize(arguments); i++) {
        const cJSON *item = cJSON_GetArrayItem(arguments, i);
        if (cJSON_IsNumber(item))
            event->arguments[i] = whole_of(item);
        else if (cJSON_IsString(item))
            event->arguments[i] = strtoll(item->valuestring, NULL, 10);
    }
}

/* The reverse of put_whole. */
static int64_t get_whole(const cJSON *line, const char *key)
{
    const char *text = string_of(line, key);
    return text ? strtoll(text, NULL, 10) : number_of(line, key, 0);
}

static void get_named(const cJSON *line, struct event *event,
                      enum event_kind kind, const char *const *keys)
{
    for (int i = 0; event->kind == kind && keys[i]; i++)
        event->arguments[i] = get_whole(line, keys[i]);
}

static void get_object(const cJSON *line, struct event *event)
{
    event->arguments[0] = number_of(line, "inode", 0);
    event->arguments[1] =
        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(line, "before"));
    event->arguments[2] = number_of(line, "capacity", 0);
    event->arguments[3] = get_whole(line, "parent");
    event->arguments[4] = get_whole(line, "offset");
    event->arguments[5] = get_whole(line, "device");
}

static bool json_to_event(const cJSON *line, struct event *event)
{
    const char *kind = string_of(line, "event");
    if (!kind || event_kind_of(kind) < 0)
        return false;
    *event = event_make((enum event_kind)event_kind_of(kind),
                        (int)number_of(line, "pid", 0));
    event->tid = (int)number_of(line, "tid", event->pid);
    event->time_us = (uint64_t)number_of(line, "t", 0);
    event->other = (int)number_of(line, "other", 0);
    event->fd = (int)number_of(line, "fd", -1);
    event->object = (int)number_of(line, "object", 0);
    event->value = (int)number_of(line, "number", 0);
    event->result = number_of(line, "result", 0);
    event->brief =
        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(line, "brief"));
    get_call(line, event);
    if (event->kind == EVENT_OBJECT)
        get_object(line, event);
    get_named(line, event, EVENT_MAP, map_keys);
    get_named(line, event, EVENT_UNMAP, map_keys);
    get_named(line, event, EVENT_SIGNALS, signal_keys);
    const char *file = string_of(line, "file");
    const char *function = string_of(line, "function");
    event->place.file = file ? place_intern(file) : NULL;
    event->place.line = (int)number_of(line, "line", 0);
    event->place.function = function ? place_intern(function) : NULL;
    const char *bytes = string_of(line, "bytes");
    if (bytes)
        event->payload_length =
            (int)get_bytes(bytes, event->payload, PAYLOAD_SHOWN);
    const char *text = string_of(line, "text");
    if (text && (event->text = strdup(text)) != NULL) {
        size_t length =
            get_bytes(text, (unsigned char *)event->text, strlen(text));
        event->text[length] = '\0';
    }
    return true;
}

static bool header_is_good(const char *line, const char *path, int64_t *events,
                           char *message, size_t size)
{
    cJSON *header = cJSON_Parse(line);
    const char *kind = header ? string_of(header, "record") : NULL;
    int64_t version = header ? number_of(header, "version", 0) : 0;
    bool good = kind && strcmp(kind, signature) == 0;
    if (!good)
        (void)snprintf(message, size, "%s: not a record of this kit", path);
    else if (version != RECORD_VERSION)
        (void)snprintf(message, size,
                       "%s: record version %lld, this kit reads version %d",
                       path, (long long)version, RECORD_VERSION);
    *events = header ? number_of(header, "events", -1) : 0;
    cJSON_Delete(header);
    return good && version == RECORD_VERSION;
}

/* A pid or descriptor far beyond what a kernel gives is no record of a run,
 * and the world would try to make room for it. */
static bool is_sane(const struct event *event)
{
    return event->fd >= -1 && event->fd < (1 << 20) && event->pid >= 0 &&
           event->object >= 0;
}

int record_load(struct log *log, const char *path, char *message, size_t size)
{
    char *line = malloc(LINE_MOST);
    size_t number = 1;
    int64_t events = 0;
    FILE *stream = fopen(path, "re");
    if (!line || !stream || !fgets(line, LINE_MOST, stream)) {
        if (!line || !stream || ferror(stream))
            (void)snprintf(message, size, "%s: %s", path, strerror(errno));
        else
            (void)snprintf(message, size, "%s: empty, not a record", path);
        goto fail;
    }
    if (!header_is_good(line, path, &events, message, size))
        goto fail;
    while (fgets(line, LINE_MOST, stream)) {
        struct event event = { 0 };
        number++;
        cJSON *json = strchr(line, '\n') ? cJSON_Parse(line) : NULL;
        bool good = json && json_to_event(json, &event) && is_sane(&event);
        cJSON_Delete(json);
        if (!good) {
            free(event.text);
            (void)snprintf(message, size, "%s: damaged or cut off at line %zu",
                           path, number);
            goto fail;
        }
        (void)log_append(log, &event);
    }
    if (events >= 0 && (int64_t)log->count != events) {
        (void)snprintf(message, size, "%s: cut off, %zu of %lld events", path,
                       log->count, (long long)events);
        goto fail;
    }
    free(line);
    (void)fclose(stream);
    return 0;

fail:
    log_clear(log);
    free(line);
    if (stream)
        (void)fclose(stream);
    return -1;
}

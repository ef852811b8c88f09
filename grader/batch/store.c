/* store.c - one table, one row a student. */
#include "batch/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 5000 };

struct store {
    sqlite3 *database;
    sqlite3_stmt *put, *get;
};

/* Names are blobs: they may hold any byte. */
static const char schema[] =
    "PRAGMA synchronous = FULL;"
    "CREATE TABLE IF NOT EXISTS grade (student BLOB PRIMARY KEY,"
    " key INTEGER NOT NULL, status TEXT NOT NULL, points INTEGER NOT NULL,"
    " max INTEGER NOT NULL, exercises TEXT NOT NULL, reason TEXT NOT NULL)"
    " WITHOUT ROWID;";

const char *store_error(struct store *store)
{
    return sqlite3_errmsg(store->database);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    (void)sqlite3_finalize(store->put);
    (void)sqlite3_finalize(store->get);
    (void)sqlite3_close(store->database);
    free(store);
}

static int prepare(struct store *store)
{
    sqlite3 *database = store->database;

    (void)sqlite3_busy_timeout(database, BUSY_MS);
    if (sqlite3_exec(database, schema, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(database,
                           "INSERT OR REPLACE INTO grade "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)",
                           -1, &store->put, NULL) != SQLITE_OK)
        return -1;
    return sqlite3_prepare_v2(database,
                              "SELECT key, status, points, max, exercises, "
                              "reason FROM grade WHERE student = ?",
                              -1, &store->get, NULL) == SQLITE_OK
               ? 0
               : -1;
}

struct store *store_open(const char *path, const char **message)
{
    static char text[256];
    struct store *store = calloc(1, sizeof *store);

    *message = "out of memory";
    if (!store)
        return NULL;
    if (sqlite3_open(path, &store->database) == SQLITE_OK &&
        prepare(store) == 0)
        return store;
    (void)snprintf(text, sizeof text, "%s", store_error(store));
    *message = text;
    store_close(store);
    return NULL;
}

static void bind_name(sqlite3_stmt *statement, const char *student)
{
    (void)sqlite3_bind_blob(statement, 1, student, (int)strlen(student),
                            SQLITE_STATIC);
}

int store_put(struct store *store, const struct grade *grade)
{
    sqlite3_stmt *put = store->put;

    bind_name(put, grade->student);
    (void)sqlite3_bind_int64(put, 2, (sqlite3_int64)grade->key);
    (void)sqlite3_bind_text(put, 3, grade->status, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int(put, 4, grade->points);
    (void)sqlite3_bind_int(put, 5, grade->max);
    (void)sqlite3_bind_text(put, 6, grade->exercises, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(put, 7, grade->reason, -1, SQLITE_STATIC);
    int result = sqlite3_step(put);
    (void)sqlite3_reset(put);
    return result == SQLITE_DONE ? 0 : -1;
}

static char *column(sqlite3_stmt *statement, int number)
{
    const unsigned char *text = sqlite3_column_text(statement, number);

    return strdup(text ? (const char *)text : "");
}

int store_get(struct store *store, const char *student, struct grade *grade)
{
    sqlite3_stmt *get = store->get;

    bind_name(get, student);
    int result = sqlite3_step(get);
    if (result == SQLITE_ROW)
        *grade = (struct grade){ .student = student,
                                 .key = (uint64_t)sqlite3_column_int64(get, 0),
                                 .status = column(get, 1),
                                 .points = sqlite3_column_int(get, 2),
                                 .max = sqlite3_column_int(get, 3),
                                 .exercises = column(get, 4),
                                 .reason = column(get, 5) };
    (void)sqlite3_reset(get);
    return result == SQLITE_ROW ? 1 : result == SQLITE_DONE ? 0 : -1;
}

void grade_clear(struct grade *grade)
{
    free(grade->status);
    free(grade->exercises);
    free(grade->reason);
}

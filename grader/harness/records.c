/* records.c - reads an output record by record. */
#include "harness/records.h"

#include <stdio.h>

static bool is_record(const char *at, size_t size, int writer, int number)
{
    char pattern[32];
    size_t length =
        (size_t)snprintf(pattern, sizeof pattern, "%02d:%06d ", writer, number);
    for (size_t i = 0; i + 1 < size; i++)
        if (at[i] != pattern[i % length])
            return false;
    return at[size - 1] == '\n';
}

int records_count(const struct run *run, size_t size, int writers, size_t *bad)
{
    int next[RECORDS_WRITERS] = { 0 }, count = 0;
    for (size_t at = 0; at < run->output_length; at += size) {
        int writer, number;
        *bad = at;
        if (run->output_length - at < size ||
            sscanf(run->output + at, "%2d:%6d", &writer, &number) != 2 ||
            writer < 0 || writer >= writers || number != next[writer] ||
            !is_record(run->output + at, size, writer, number))
            return -1;
        next[writer]++;
        count++;
    }
    return count;
}

/* transfers.c - the calls of the program itself, from one told line to the
 * next. */
#include "harness/transfers.h"

#include "harness/diagnose.h"

#include <stdio.h>
#include <string.h>

/* One call of read_full or write_full. */
struct transfer {
    enum call_role role;
    long long asked, told;    /* as main told them */
    size_t begin, end;        /* its part of the log */
    const struct event *last; /* its last read or write, or NULL */
    const struct event *over; /* first call that asked for more than lacked */
    const struct event
        *behind; /* first that began where one had begun before */
};

static bool is_of(const struct run *run, const struct event *event,
                  enum call_role role)
{
    const struct call_info *info = call_at(event->call);
    return info && info->role == role && event->kind == EVENT_LEAVE &&
           event->pid == trace_root(run->trace) && event->fd != 2 &&
           (strcmp(info->name, "read") == 0 ||
            strcmp(info->name, "write") == 0);
}

static void look_at_calls(const struct run *run, struct transfer *transfer)
{
    const struct log *log = trace_log(run->trace);
    int64_t moved = 0;
    for (size_t i = transfer->begin; i < transfer->end; i++) {
        const struct event *event = log_at(log, i);
        if (!is_of(run, event, transfer->role))
            continue;
        const struct event *before = transfer->last;
        if (!transfer->over && event->arguments[2] > transfer->asked - moved)
            transfer->over = event;
        if (!transfer->behind && before && before->result > 0 &&
            before->arguments[1] == event->arguments[1])
            transfer->behind = event;
        if (event->result > 0)
            moved += event->result;
        transfer->last = event;
    }
}

/* Is this event the line about the end of a transfer? */
static bool told_line(const struct run *run, const struct event *event,
                      struct transfer *transfer)
{
    char line[PAYLOAD_SHOWN + 1], name[16];
    const struct call_info *info = call_at(event->call);
    if (event->kind != EVENT_ENTER || !info || info->role != ROLE_WRITE ||
        event->fd != 2 || event->pid != trace_root(run->trace))
        return false;
    memcpy(line, event->payload, (size_t)event->payload_length);
    line[event->payload_length] = '\0';
    if (sscanf(line, "= %15s %lld -> %lld", name, &transfer->asked,
               &transfer->told) != 3)
        return false;
    transfer->role = strcmp(name, "read_full") == 0    ? ROLE_READ
                     : strcmp(name, "write_full") == 0 ? ROLE_WRITE
                                                       : ROLE_NONE;
    return transfer->role != ROLE_NONE;
}

/* ---- what the log proves ---- */

static void tell(struct check *check, struct place place, const char *code,
                 const struct transfer *transfer, long long right, char *cause)
{
    const char *name = transfer->role == ROLE_READ ? "read_full" : "write_full";
    (void)finding_add(check, code, place, text_of("wrong result of %s", name),
                      text_of("%s of %lld bytes returned %lld; right is %lld",
                              name, transfer->asked, transfer->told, right),
                      cause);
}

static void judge_result(struct check *check, const struct transfer *transfer,
                         long long right)
{
    const struct event *last = transfer->last;
    bool reads = transfer->role == ROLE_READ;
    if (transfer->told == right)
        return;
    /* Reads of a file are not seen, but it gives all that it has: only at its
     * end it gives less. */
    if (!last && reads && transfer->told == -1 && right < transfer->asked)
        tell(check, NOWHERE, "RESULT", transfer, right,
             text_of("the data ended there: read returns 0, and that is no "
                     "error"));
    else if (!last)
        return;
    else if (transfer->told == -1 && last->result == 0 && reads)
        tell(check, last->place, "RESULT", transfer, right,
             text_of("read returned 0: that is the end of the data, and no "
                     "error"));
    else if (transfer->told > transfer->asked && transfer->over)
        tell(check, transfer->over->place, "RESULT", transfer, right,
             text_of("%s was asked for %lld bytes when fewer were missing",
                     call_at(last->call)->name,
                     (long long)transfer->over->arguments[2]));
    else if (transfer->told >= 0 && transfer->told < right && last->result > 0)
        tell(check, last->place, reads ? "PIPE-06" : "PIPE-07", transfer, right,
             text_of(reads ? "read brought fewer bytes than were asked for, "
                             "and the rest was not asked for again"
                           : "write took fewer bytes than it was given, and "
                             "the rest was never sent"));
}

static void judge_places(struct check *check, const struct transfer *transfer)
{
    if (!transfer->behind)
        return;
    bool reads = transfer->role == ROLE_READ;
    (void)finding_add(
        check, "OUT", transfer->behind->place,
        text_of(reads ? "what had arrived was written over"
                      : "the beginning was sent again"),
        text_of("%s began at the same place in memory as the %s before it, "
                "which had moved some bytes",
                reads ? "read" : "write", reads ? "read" : "write"),
        text_of("go on behind what is done: buffer + the bytes so far"));
}

void check_transfers(struct check *check, const char *text, size_t length)
{
    const struct run *run = check->run;
    const struct log *log = trace_log(run->trace);
    bool right =
        run->output_length == length && memcmp(run->output, text, length) == 0;
    long long left = (long long)length, brought = 0;
    size_t begin = 0;
    for (size_t i = 0; i < log->count && !check->failed; i++) {
        struct transfer transfer = { .begin = begin, .end = i };
        if (!told_line(run, log_at(log, i), &transfer))
            continue;
        begin = i + 1;
        look_at_calls(run, &transfer);
        if (transfer.role == ROLE_READ)
            brought = left < transfer.asked ? left : transfer.asked;
        judge_result(check, &transfer, brought);
        if (!right && !check->failed)
            judge_places(check, &transfer);
        if (transfer.role == ROLE_READ)
            left -= brought;
    }
}

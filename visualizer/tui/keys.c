/* keys.c - from a key to what it does.
 *
 *   table (for help and footer) · actions, one small function each · keys_do
 */
#include "tui/keys.h"

#include "observe/record.h"
#include "tui/screen.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define PAGE_EVENTS 10 /* events that PgUp and PgDn go */

static const struct key_help table[] = {
    { "q F10", "q quit", "quit; a program that was started here is killed" },
    { "? F1", "? help", "this page" },
    { "Space", "Space pause",
      "pause and go on; a program started here stops as well" },
    { ". s Right l", ". step", "one event further" },
    { ", Left h", ", back", "one event back (only the view goes back)" },
    { "+ -", "+ - speed", "faster, slower: events per second" },
    { "PgUp PgDn", NULL, "ten events back, further" },
    { "g Home, G End", NULL, "to the first event, to the newest" },
    { "Up Down k j", NULL, "choose a row" },
    { "Tab", NULL, "choose in the next part of the screen" },
    { "Enter", "Enter look", "all about the chosen row; Esc closes it" },
    { "i", "i input", "type a line for the program; Ctrl-D: end of input" },
    { "r", "r record", "save a record (make replay FILE=... shows it)" },
    { "m", NULL, "mark this event; again: take the mark away" },
    { "[ ]", NULL, "to the mark before, behind" },
    { "b", NULL, "large layout for a projector" },
};

int keys_count(void)
{
    return (int)(sizeof table / sizeof table[0]);
}

const struct key_help *keys_at(int index)
{
    return &table[index];
}

static void say(struct ui *ui, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(struct ui *ui, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    (void)vsnprintf(ui->message, sizeof ui->message, format, list);
    va_end(list);
}

/* ---- moving in time ---- */

static void step(struct ui *ui)
{
    ui->run->paused = true;
    if (ui->run->trace)
        trace_look_soon(ui->run->trace);
    if (run_forward(ui->run))
        return;
    say(ui, run_is_over(ui->run)              ? "this was the last event"
            : ui->run->status == TRACE_MOVING ? "it computes; . looks again"
                                              : "nothing moves");
}

static void go_to(struct ui *ui, size_t at)
{
    ui->run->paused = true;
    if (ui->run->log->count > 0 && at == 0)
        at = 1;
    run_seek(ui->run, at);
}

static void back(struct ui *ui, size_t events)
{
    size_t at = ui->run->at;
    if (at <= 1)
        say(ui, "this is the first event");
    go_to(ui, at > events ? at - events : 1);
}

static void pause_or_go_on(struct ui *ui)
{
    if (ui->run->paused && run_is_over(ui->run))
        say(ui, "it is over: , goes back, g goes to the beginning");
    else
        ui->run->paused = !ui->run->paused;
}

/* Speeds are 1, 2, 5, 10, 20, ... 1000 events per second, then as they come. */
static void change_speed(struct ui *ui, int direction)
{
    static const int speeds[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 0 };
    int last = (int)(sizeof speeds / sizeof speeds[0]) - 1, now = last;
    for (int i = 0; ui->speed > 0 && i < last; i++)
        if (speeds[i] <= ui->speed)
            now = i;
    now += direction;
    ui->speed = speeds[now < 0 ? 0 : now > last ? last : now];
}

static void go_to_mark(struct ui *ui, int direction)
{
    size_t at = run_near_mark(ui->run, direction);
    if (at == ui->run->at)
        say(ui, "no mark there (m sets one)");
    else
        go_to(ui, at);
}

static void mark(struct ui *ui)
{
    run_mark(ui->run);
    say(ui, run_is_marked(ui->run, ui->run->at) ? "marked" : "mark taken away");
}

/* ---- things ---- */

static void save_record(struct ui *ui)
{
    char path[96], stamp[32];
    struct stat status;
    time_t now = time(NULL);
    struct tm parts;
    (void)localtime_r(&now, &parts);
    (void)strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &parts);
    bool kit = stat("build", &status) == 0 && S_ISDIR(status.st_mode) &&
               (mkdir("build/records", 0777) == 0 || errno == EEXIST);
    (void)snprintf(path, sizeof path, "%sipcviz-%s.jsonl",
                   kit ? "build/records/" : "", stamp);
    if (record_save(ui->run->log, ui->run->title, path) == -1)
        say(ui, "%s: %s", path, strerror(errno));
    else
        say(ui, "saved %s", path);
}

/* Which one it is about is found with the next frame: keys may come faster. */
static void open_details(struct ui *ui)
{
    ui->page = ui->focus == VIEW_PROCESSES ? PAGE_PROCESS : PAGE_OBJECT;
    ui->page_subject = 0;
    ui->page_top = 0;
}

static void choose(struct ui *ui, int direction)
{
    int *chosen = ui->page ? &ui->page_top : &ui->chosen[ui->focus];
    *chosen += direction; /* too far is mended where the number is known */
    if (*chosen < 0)
        *chosen = 0;
}

static void next_part(struct ui *ui)
{
    do
        ui->focus = (ui->focus + 1) % VIEWS;
    while (ui->subject[ui->focus] == 0 && ui->focus != VIEW_PROCESSES);
}

/* ---- typing for the program ---- */

static void begin_typing(struct ui *ui)
{
    if (!ui->terminal) {
        say(ui, ui->run->trace ? "its input does not come from a terminal"
                               : "a record takes no input");
        return;
    }
    ui->typing = true;
    ui->typed[0] = '\0';
}

static void send(struct ui *ui, const char *bytes, size_t length)
{
    ui->typing = false;
    ui->run->paused = false;
    if (terminal_type(ui->terminal, bytes, length) == -1)
        say(ui, "not sent: %s", strerror(errno));
}

static void type_key(struct ui *ui, int key)
{
    size_t length = strlen(ui->typed);
    if (key == SCREEN_KEY_ENTER) {
        ui->typed[length] = '\n';
        send(ui, ui->typed, length + 1);
    } else if (key == ('D' & 0x1f)) {
        ui->typed[length] = 'D' & 0x1f;
        send(ui, ui->typed, length + 1);
    } else if (key == SCREEN_KEY_ESCAPE) {
        ui->typing = false;
    } else if (key == SCREEN_KEY_ERASE && length > 0) {
        do
            ui->typed[--length] = '\0';
        while (length > 0 && ((unsigned char)ui->typed[length] & 0xc0) == 0x80);
    } else if (key >= ' ' && key < 256 && length + 1 < TYPED_MAX) {
        ui->typed[length] = (char)key;
        ui->typed[length + 1] = '\0';
    }
}

/* ---- all keys ---- */

static void do_in_page(struct ui *ui, int key)
{
    int page = screen_rows() - 4;
    switch (key) {
    case SCREEN_KEY_UP:
    case 'k': choose(ui, -1); break;
    case SCREEN_KEY_DOWN:
    case 'j': choose(ui, 1); break;
    case SCREEN_KEY_PAGE_UP: choose(ui, -page); break;
    case SCREEN_KEY_PAGE_DOWN:
    case ' ': choose(ui, page); break;
    default: ui->page = PAGE_NONE; break;
    }
}

void keys_do(struct ui *ui, int key)
{
    ui->message[0] = '\0';
    if (ui->typing) {
        type_key(ui, key);
        return;
    }
    if (ui->page) {
        do_in_page(ui, key);
        return;
    }
    switch (key) {
    case 'q':
    case SCREEN_KEY_QUIT: ui->quit = true; break;
    case '?':
    case SCREEN_KEY_HELP:
        ui->page = PAGE_HELP;
        ui->page_top = 0;
        break;
    case ' ': pause_or_go_on(ui); break;
    case '.':
    case 's':
    case 'l':
    case SCREEN_KEY_RIGHT: step(ui); break;
    case ',':
    case 'h':
    case SCREEN_KEY_LEFT: back(ui, 1); break;
    case '+':
    case '=': change_speed(ui, 1); break;
    case '-':
    case '_': change_speed(ui, -1); break;
    case SCREEN_KEY_PAGE_UP: back(ui, PAGE_EVENTS); break;
    case SCREEN_KEY_PAGE_DOWN: go_to(ui, ui->run->at + PAGE_EVENTS); break;
    case 'g':
    case SCREEN_KEY_HOME: go_to(ui, 1); break;
    case 'G':
    case SCREEN_KEY_END: go_to(ui, ui->run->log->count); break;
    case 'k':
    case SCREEN_KEY_UP: choose(ui, -1); break;
    case 'j':
    case SCREEN_KEY_DOWN: choose(ui, 1); break;
    case '\t': next_part(ui); break;
    case SCREEN_KEY_ENTER: open_details(ui); break;
    case 'i': begin_typing(ui); break;
    case 'r': save_record(ui); break;
    case 'm': mark(ui); break;
    case '[': go_to_mark(ui, -1); break;
    case ']': go_to_mark(ui, 1); break;
    case 'b': ui->big = !ui->big; break;
    default: break;
    }
}

/* watch.c - the loop of the interactive screen.
 *
 *   keys, signals, the program's output, traced stops ──poll──► one round:
 *   do keys · let time pass (advance) · draw, at most 20 times a second
 */
#include "tui/watch.h"

#include "tui/bytes.h"
#include "tui/frame.h"
#include "tui/keys.h"
#include "tui/screen.h"
#include "tui/signals.h"
#include "tui/verdict.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

#define FRAME_MS 50 /* at most 20 frames a second */
#define SLICE_MS 10 /* how long a program runs between two looks at keys */
#define SLICE_STOPS 400
#define SILENCE_MS 1000 /* a quiet program is looked at anew that often */
#define REST_MS 30      /* the same for one that computes and makes no call */
#define BYTES_MS 100    /* the bytes on a page are read that often */
#define EVENTS_AT_ONCE 20000 /* of a record played at full speed */

struct clock {
    int64_t drawn_ms; /* when the last frame was drawn */
    int64_t next_ms;  /* when the next event is due, if there is a speed */
    bool dirty;       /* something changed since */
};

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- letting time pass; each returns for how long nothing is to be done ---- */

/* When to see again whether there is news, after there was none. */
static int rest_of(const struct run *run)
{
    int due = run_looks(run) ? look_due_ms(run->trace) : -1;
    return due >= 0 ? due : run->status == TRACE_QUIET ? SILENCE_MS : REST_MS;
}

static int at_full_speed(struct run *run)
{
    size_t before = run->log->count;
    run_more(run, SLICE_MS, SLICE_STOPS);
    for (int i = 0; i < EVENTS_AT_ONCE && !run->paused && !run_at_newest(run);
         i++)
        (void)run_forward(run);
    if (!run_at_newest(run) || run->log->count > before)
        return 0;
    return rest_of(run);
}

static int at_speed(struct run *run, int speed, struct clock *clock)
{
    int64_t now = now_ms();
    if (clock->next_ms > now)
        return (int)(clock->next_ms - now);
    if (clock->next_ms < now - 1000)
        clock->next_ms = now; /* it had been paused */
    while (clock->next_ms <= now && !run->paused) {
        if (!run_forward(run))
            return rest_of(run);
        clock->next_ms += speed < 1000 ? 1000 / speed : 1;
    }
    return 0;
}

/* -1: only a key can change anything. */
static int advance(struct ui *ui, struct clock *clock)
{
    struct run *run = ui->run;
    size_t before = run->at;
    if (run->paused)
        return -1;
    if (run_is_over(run) ||
        (run_at_newest(run) && verdict_is_stuck(run) && !run_looks(run))) {
        if (!run->trace)
            run->paused = true;
        else if (!run_is_over(run)) /* a signal from outside may still come */
            run_more(run, 0, 1);
        return run_at_newest(run) ? -1 : 0;
    }
    int rest =
        ui->speed > 0 ? at_speed(run, ui->speed, clock) : at_full_speed(run);
    clock->dirty |= run->at != before;
    return rest;
}

/* ---- one round ---- */

static void take_output(struct ui *ui, struct clock *clock)
{
    char bytes[4096];
    size_t got;
    while (ui->terminal &&
           (got = terminal_take(ui->terminal, bytes, sizeof bytes)) > 0) {
        output_add(&ui->run->output, ui->run->log->count, bytes, got);
        clock->dirty = true;
    }
}

/* Returns the signal that is to end us, or 0. */
static int take_signals(struct clock *clock)
{
    int number;
    while ((number = signals_take()) == SIGWINCH) {
        screen_resize();
        clock->dirty = true;
    }
    return number;
}

static void take_keys(struct ui *ui, struct clock *clock)
{
    int key;
    while (!ui->quit && (key = screen_key()) != SCREEN_KEY_NONE) {
        keys_do(ui, key);
        clock->dirty = true;
    }
}

static void draw_if_due(struct ui *ui, struct clock *clock)
{
    if (!clock->dirty || now_ms() - clock->drawn_ms < FRAME_MS)
        return;
    frame_draw(ui);
    clock->drawn_ms = now_ms();
    clock->dirty = false;
}

/* Returns false when the keyboard is gone. */
static bool wait_for_something(const struct ui *ui, struct clock *clock,
                               int rest)
{
    const struct run *run = ui->run;
    bool listening = run->trace && !run->paused && run_at_newest(run);
    struct pollfd set[4] = {
        { .fd = screen_keys_fd(), .events = POLLIN },
        { .fd = signals_control_fd(), .events = POLLIN },
        { .fd = ui->terminal ? terminal_ready(ui->terminal) : -1,
          .events = POLLIN },
        { .fd = listening ? signals_child_fd() : -1, .events = POLLIN },
    };
    int64_t frame = clock->drawn_ms + FRAME_MS - now_ms();
    if (bytes_are_shown(ui) && (rest < 0 || rest > BYTES_MS))
        rest = BYTES_MS; /* memory changes without an event */
    if (clock->dirty && (rest < 0 || frame < rest))
        rest = frame > 0 ? (int)frame : 0;
    (void)poll(set, 4, rest);
    if (set[3].revents)
        signals_take_child();
    clock->dirty |= bytes_are_shown(ui);
    return !(set[0].revents & (POLLHUP | POLLERR | POLLNVAL));
}

int watch(struct run *run, const struct settings *settings,
          struct terminal *terminal)
{
    struct ui ui = { .run = run,
                     .terminal = terminal,
                     .big = settings->big,
                     .speed = settings->speed };
    struct clock clock = { .dirty = true,
                           .next_ms = now_ms(),
                           .drawn_ms = now_ms() - FRAME_MS };
    int number = 0;
    bool keyboard = true;
    if (run->paused)
        (void)run_forward(run); /* the first event, not an empty screen */
    while (!ui.quit && keyboard && (number = take_signals(&clock)) == 0) {
        enum trace_status status = run->status;
        bool paused = run->paused;
        take_output(&ui, &clock);
        take_keys(&ui, &clock);
        int rest = advance(&ui, &clock);
        clock.dirty |= status != run->status || paused != run->paused;
        draw_if_due(&ui, &clock);
        if (!ui.quit)
            keyboard = wait_for_something(&ui, &clock, rest);
    }
    bytes_drop(&ui);
    return number;
}

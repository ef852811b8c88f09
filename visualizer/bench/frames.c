/* frames.c - what it costs to draw one frame of 200 x 60.
 *
 *   bench-frames FRAMES PROGRAM...
 *
 *   PROGRAM ──tracer──► record ──an event at a time──► frame_draw ──► pty
 *                                                         thread ◄──┘
 *
 * The program is watched until CROWD processes live and share PIPES pipes, and
 * FRAMES events longer. Then its record is opened and those events are gone
 * through: one frame after each as the screen draws it, where curses sends what
 * has changed, and one from scratch, where it clears and sends every cell. A
 * thread takes in what is sent, like a terminal that is never slow.
 *
 * Prints milliseconds of CPU time: median and worst of the frames that change,
 * median and worst of those from scratch. What else is busy does not count.
 */
#include "observe/record.h"
#include "tui/frame.h"
#include "tui/screen.h"

#include <err.h>
#include <locale.h>
#include <pthread.h>
#include <pty.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CROWD 100
#define PIPES 50
#define FRAMES_MAX 10000

static double changed[FRAMES_MAX], anew[FRAMES_MAX];

/* ---- the record ---- */

static bool is_crowded(const struct world *world)
{
    int processes = 0, pipes = 0;
    for (int i = 0; i < world->process_count; i++)
        processes += process_alive(&world->processes[i]);
    for (int id = 1; id <= world->object_count; id++) /* none forgotten */
        pipes += world->objects[id - 1].kind == OBJECT_PIPE &&
                 world_holders(world, id, ACCESS_READ | ACCESS_WRITE) > 0;
    return processes >= CROWD && pipes >= PIPES;
}

/* Writes a file that ends with `frames` events among a crowd. */
static void make_record(const char *path, char **argv, size_t frames)
{
    struct trace_options options = { .argv = argv,
                                     .standard = { 0, 1, 2 },
                                     .filter_fd = -1,
                                     .cpu = sched_getcpu(),
                                     .look_rest_ms = 1000 };
    struct trace *trace = trace_start(&options);
    if (!trace)
        err(2, "trace_start");
    struct log *log = trace_log(trace);
    size_t end = 0;
    while (end == 0 || log->count < end) {
        if (trace_run(trace, -1, end ? 0 : 64) == TRACE_ENDED)
            errx(2, "%s: never were there %d processes and %d pipes", argv[0],
                 CROWD, PIPES);
        if (end == 0 && is_crowded(trace_world(trace)))
            end = log->count + frames;
    }
    if (record_save(log, argv[0], path) == -1)
        err(2, "%s", path);
    trace_close(trace);
}

static void open_record(struct run *run, char **argv, size_t frames)
{
    char path[] = "/tmp/bench-frames-XXXXXX", message[256];
    int fd = mkstemp(path);
    if (fd == -1)
        err(2, "%s", path);
    (void)close(fd);
    make_record(path, argv, frames);
    int loaded = run_open_record(run, path, message, sizeof message);
    (void)unlink(path);
    if (loaded == -1)
        errx(2, "%s", message);
}

/* ---- the terminal ---- */

/* Ends when the other side is closed: read then fails. */
static void *take_all(void *argument)
{
    char bytes[65536];
    const int *master = argument;
    while (read(*master, bytes, sizeof bytes) > 0)
        continue;
    return NULL;
}

/* Puts our standard input and output on a terminal of its own and opens the
 * screen there. Returns a copy of the output we had; the caller closes it. */
static int open_screen(int *master, pthread_t *reader)
{
    struct winsize size = { .ws_row = 60, .ws_col = 200 };
    int slave, output = dup(STDOUT_FILENO);
    if (openpty(master, &slave, NULL, NULL, &size) == -1 || output == -1)
        err(2, "openpty");
    if (dup2(slave, STDIN_FILENO) == -1 || dup2(slave, STDOUT_FILENO) == -1)
        err(2, "dup2");
    (void)close(slave);
    if (pthread_create(reader, NULL, take_all, master) != 0)
        errx(2, "pthread_create");
    if (setenv("TERM", "xterm-256color", 1) == -1)
        err(2, "setenv");
    screen_check();
    screen_open();
    if (screen_rows() != size.ws_row || screen_columns() != size.ws_col)
        errx(2, "the screen is %d x %d", screen_columns(), screen_rows());
    return output;
}

/* ---- the frames ---- */

static double cpu_ms(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double draw(struct ui *ui)
{
    double begin = cpu_ms();
    frame_draw(ui);
    return cpu_ms() - begin;
}

static void draw_all(struct run *run, int frames)
{
    struct ui ui = { .run = run };
    run_seek(run, run->log->count - (size_t)frames);
    for (int i = 0; i < frames && run_forward(run); i++) {
        changed[i] = draw(&ui);
        screen_resize(); /* to the same size: curses forgets what it sent */
        anew[i] = draw(&ui);
    }
    if (!is_crowded(&run->world))
        errx(2, "the crowd has left");
}

static int compare(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void print(int output, double *samples, int count)
{
    qsort(samples, (size_t)count, sizeof *samples, compare);
    (void)dprintf(output, "%.3f\n%.3f\n", samples[count / 2],
                  samples[count - 1]);
}

int main(int argc, char **argv)
{
    int frames = argc > 2 ? atoi(argv[1]) : 0, master;
    struct run run = { .title = argc > 2 ? argv[2] : "", .paused = true };
    pthread_t reader;
    if (frames < 1 || frames > FRAMES_MAX)
        errx(2, "usage: bench-frames FRAMES PROGRAM...");
    if (!setlocale(LC_ALL, "C.UTF-8"))
        errx(2, "there is no locale C.UTF-8");
    open_record(&run, argv + 2, (size_t)frames);
    int output = open_screen(&master, &reader);
    draw_all(&run, frames);
    screen_close();
    print(output, changed, frames);
    print(output, anew, frames);
    run_close(&run);
    (void)close(output);
    return 0;
}

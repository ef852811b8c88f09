/* stage.c - the program's descriptors: what the harness holds of them.
 *
 *   input   ── pipe, file, nothing ──► 0 ┐
 *   output  ◄── pipe, terminal, file ─ 1 ├ the program
 *   errors  ◄── file ───────────────── 2 ┘
 *
 * What goes into a pipe or a terminal is taken out whenever all are asleep
 * (stage_drain), what goes into a file at the end.
 */
#include "harness/stage.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#define OUTPUT_MAX (8 << 20)

void stage_close_fd(int *fd)
{
    if (*fd != -1)
        (void)close(*fd);
    *fd = -1;
}

/* ---- opening ---- */

static int open_input(struct stage *stage)
{
    const struct scene *scene = stage->scene;
    int ends[2];
    if (scene->input_pipe) {
        if (pipe2(ends, O_CLOEXEC) == -1)
            return -1;
        stage->input = ends[1];
        return ends[0];
    }
    if (!scene->input)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    int fd = memfd_create("input", MFD_CLOEXEC);
    if (fd != -1 && (write(fd, scene->input, scene->input_length) !=
                         (ssize_t)scene->input_length ||
                     lseek(fd, 0, SEEK_SET) == -1))
        stage_close_fd(&fd);
    return fd;
}

static int open_terminal(struct stage *stage)
{
    struct termios raw;
    char name[64];
    stage->output = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (stage->output == -1 || grantpt(stage->output) == -1 ||
        unlockpt(stage->output) == -1 ||
        ptsname_r(stage->output, name, sizeof name) != 0)
        return -1;
    int fd = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd != -1 && tcgetattr(fd, &raw) == 0) {
        cfmakeraw(&raw); /* a newline stays a newline */
        (void)tcsetattr(fd, TCSANOW, &raw);
    }
    return fd;
}

static int open_output(struct stage *stage)
{
    int ends[2];
    if (stage->scene->output_terminal)
        return open_terminal(stage);
    if (!stage->scene->output_pipe) {
        stage->output = memfd_create("output", MFD_CLOEXEC);
        return stage->output == -1 ? -1
                                   : fcntl(stage->output, F_DUPFD_CLOEXEC, 3);
    }
    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    stage->output = ends[0];
    (void)fcntl(ends[0], F_SETFL, O_NONBLOCK); /* only this read end */
    return ends[1];
}

int stage_open(struct stage *stage)
{
    stage->input = stage->output = -1;
    stage->standard[0] = open_input(stage);
    stage->standard[1] = open_output(stage);
    stage->errors = memfd_create("errors", MFD_CLOEXEC);
    stage->standard[2] =
        stage->errors == -1 ? -1 : fcntl(stage->errors, F_DUPFD_CLOEXEC, 3);
    stage->filter = memfd_create("filter", MFD_CLOEXEC);
    if (stage->standard[0] == -1 || stage->standard[1] == -1 ||
        stage->standard[2] == -1 || stage->filter == -1 ||
        call_filter_export(stage->filter) == -1 ||
        lseek(stage->filter, 0, SEEK_SET) == -1)
        return -1;
    /* Files are written by several processes at once: always at the end. */
    (void)fcntl(stage->standard[1], F_SETFL, O_APPEND);
    (void)fcntl(stage->standard[2], F_SETFL, O_APPEND);
    return 0;
}

void stage_close_program_side(struct stage *stage)
{
    for (int i = 0; i < 3; i++)
        stage_close_fd(&stage->standard[i]);
    stage_close_fd(&stage->filter);
}

/* ---- what comes out ---- */

/* Output that the harness takes out when all are asleep. */
static bool is_drained(const struct scene *scene)
{
    return scene->output_pipe || scene->output_terminal;
}

static void append_output(struct run *run, const char *bytes, size_t count)
{
    if (run->output_length + count > OUTPUT_MAX)
        count = OUTPUT_MAX - run->output_length;
    char *larger = realloc(run->output, run->output_length + count + 1);
    if (!larger)
        return;
    memcpy(larger + run->output_length, bytes, count);
    run->output = larger;
    run->output_length += count;
    larger[run->output_length] = '\0';
}

size_t stage_drain(struct stage *stage)
{
    char piece[16384];
    size_t total = 0;
    ssize_t got;
    while (is_drained(stage->scene) && stage->output != -1 &&
           (got = read(stage->output, piece, sizeof piece)) > 0) {
        append_output(stage->run, piece, (size_t)got);
        total += (size_t)got;
    }
    return total;
}

static char *whole_file(int fd, size_t *length)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size < 0 || size > OUTPUT_MAX)
        size = size < 0 ? 0 : OUTPUT_MAX;
    char *text = malloc((size_t)size + 1);
    ssize_t got = text ? pread(fd, text, (size_t)size, 0) : -1;
    if (text)
        text[got > 0 ? got : 0] = '\0';
    if (length)
        *length = got > 0 ? (size_t)got : 0;
    return text;
}

void stage_collect(struct stage *stage)
{
    struct run *run = stage->run;
    if (is_drained(stage->scene))
        (void)stage_drain(stage);
    else
        run->output = whole_file(stage->output, &run->output_length);
    run->errors = whole_file(stage->errors, NULL);
    if (!run->output)
        append_output(run, "", 0);
}

void stage_close(struct stage *stage)
{
    stage_close_fd(&stage->input);
    stage_close_fd(&stage->output);
    stage_close_fd(&stage->errors);
}

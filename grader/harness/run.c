/* run.c - starts a scene and leads it to its end. */
#include "harness/run.h"

#include "harness/cpu.h"
#include "harness/moves.h"
#include "harness/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define SLICE_MS 200
#define PLACES 3000 /* calls whose source line is looked up at once */
#define OUTPUT_MAX (8 << 20)

/* What belongs to one run while it goes on. */
struct stage {
    struct scene *scene;
    struct run *run;
    struct moves moves;
    struct trace_policy policy;
    int input;  /* write end of the input pipe, -1 when closed */
    int output; /* file, or read end of the output pipe; -1 = reader left */
    int errors; /* file */
    int standard[3]; /* the program's side; closed here once it has started */
    int filter;
    int cpu, cpu_claimed;
    int next_step;
    int signals_sent;
};

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_fd(int *fd)
{
    if (*fd != -1)
        (void)close(*fd);
    *fd = -1;
}

/* ---- descriptors ---- */

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
        close_fd(&fd);
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

/* Output that the harness takes out when all are asleep. */
static bool is_drained(const struct scene *scene)
{
    return scene->output_pipe || scene->output_terminal;
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

static int open_standard(struct stage *stage)
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

static void close_program_side(struct stage *stage)
{
    for (int i = 0; i < 3; i++)
        close_fd(&stage->standard[i]);
    close_fd(&stage->filter);
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

/* Takes what is in the output pipe now. Returns how much it was. */
static size_t drain(struct stage *stage)
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

/* ---- the command ---- */

#define WORDS_MAX 96

/* Shells and env that bring about what exec alone cannot: closed descriptors,
 * an ignored signal. Each execs the next, so the program keeps its pid. */
static int add_wrappers(const struct scene *scene, const char *words[])
{
    static const char *const closing[] = { "",          "0<&-",
                                           "1>&-",      "0<&- 1>&-",
                                           "2>&-",      "0<&- 2>&-",
                                           "1>&- 2>&-", "0<&- 1>&- 2>&-" };
    static char script[64];
    int count = 0;
    if (scene->child_signal_ignored) {
        words[count++] = "/usr/bin/env";
        words[count++] = "--ignore-signal=CHLD";
    }
    if (scene->closed) {
        (void)snprintf(script, sizeof script, "exec \"$@\" %s",
                       closing[scene->closed & 7]);
        words[count++] = "/bin/sh";
        words[count++] = "-c";
        words[count++] = script;
        words[count++] = "sh";
    }
    return count;
}

static int wrapper_count(const struct scene *scene)
{
    return scene->child_signal_ignored + (scene->closed != 0);
}

static void words_of(const struct scene *scene, const char *program,
                     const char *words[WORDS_MAX])
{
    int count = add_wrappers(scene, words);
    words[count++] = program;
    for (int i = 0; scene->arguments[i] && count < WORDS_MAX - 1; i++)
        words[count++] = scene->arguments[i];
    words[count] = NULL;
}

static const int limit_kinds[] = { RLIMIT_NPROC, RLIMIT_CORE,   RLIMIT_FSIZE,
                                   RLIMIT_AS,    RLIMIT_NOFILE, -1 };
static const struct rlimit limits[] = {
    { 512, 512 },           { 0, 0 },
    { 64 << 20, 64 << 20 }, { (rlim_t)2 << 30, (rlim_t)2 << 30 },
    { 1024, 1024 },
};

/* Without walls the limit on processes would count all the user's others. */
static void options_common(struct stage *stage, struct trace_options *options)
{
    bool walls = stage->run->isolation;
    stage->policy =
        (struct trace_policy){ &stage->moves, moves_entering, moves_happened };
    *options = (struct trace_options){
        .standard = { stage->standard[0], stage->standard[1],
                      stage->standard[2] },
        .cpu = stage->cpu,
        .fixed_addresses = true,
        .places = PLACES,
        .event_limit = RUN_EVENTS,
        .limits = walls ? limits : limits + 1,
        .limit_kinds = walls ? limit_kinds : limit_kinds + 1,
        .policy = &stage->policy,
        .execs_before = wrapper_count(stage->scene) + (walls ? 1 : 0),
        .filter_fd = walls ? stage->filter : -1,
        .canonical_pids = !walls,
    };
}

static struct trace *start_behind_walls(struct stage *stage,
                                        const char *program)
{
    const char *words[WORDS_MAX];
    struct trace_options options;
    const char *slash = strrchr(program, '/');
    char inside[PATH_MAX];
    (void)snprintf(inside, sizeof inside, "/lab/%s",
                   slash ? slash + 1 : program);
    struct sandbox sandbox = { .binds = { { program, inside, false } },
                               .filter_fd = stage->filter };
    words_of(stage->scene, inside, words);
    char **command = sandbox_command(&sandbox, (char *const *)words);
    if (!command)
        return NULL;
    options_common(stage, &options);
    options.argv = command;
    struct trace *trace = trace_start(&options);
    sandbox_free(command);
    return trace;
}

static struct trace *start_in_the_open(struct stage *stage, const char *program)
{
    const char *words[WORDS_MAX];
    struct trace_options options;
    static char path[] = "PATH=/usr/bin:/bin", language[] = "LANG=C.UTF-8";
    char home[PATH_MAX + 8];
    char *environment[] = { path, home, language, NULL };
    struct run *run = stage->run;
    const char *scratch = getenv("IPC_SCRATCH");
    (void)snprintf(run->directory, sizeof run->directory,
                   "%s/ipc-lab-kit-XXXXXX", scratch ? scratch : "/tmp");
    if (!mkdtemp(run->directory)) {
        run->directory[0] = '\0';
        return NULL;
    }
    (void)snprintf(home, sizeof home, "HOME=%s", run->directory);
    words_of(stage->scene, program, words);
    options_common(stage, &options);
    options.argv = (char *const *)words;
    options.environment = environment;
    options.directory = run->directory;
    return trace_start(&options);
}

/* ---- when all are asleep ---- */

static const struct process *root_of(const struct run *run)
{
    return world_process(trace_world(run->trace), trace_root(run->trace));
}

/* Is the program itself asleep in a call in which a signal may find it? */
static bool waits_in_call(const struct run *run)
{
    const struct process *root = root_of(run);
    return root && root->state == PROCESS_ALIVE && root->thread_count > 0 &&
           root->threads[0].asleep;
}

static void note(const struct stage *stage, const char *text)
{
    trace_note(stage->run->trace, strdup(text));
}

static bool take_step(struct stage *stage)
{
    const struct step *step = &stage->scene->steps[stage->next_step];
    size_t length = step->length ? step->length
                    : step->text ? strlen(step->text)
                                 : 0;
    struct run *run = stage->run;
    const struct process *child;
    if (stage->next_step >= 12 || step->kind == STEP_NONE)
        return false;
    stage->next_step++;
    switch (step->kind) {
    case STEP_FEED:
        note(stage, "the test writes to the program's input");
        if (stage->input == -1 ||
            write(stage->input, step->text, length) != (ssize_t)length)
            note(stage, "the input took no more");
        break;
    case STEP_END_INPUT:
        note(stage, "the test ends the program's input");
        close_fd(&stage->input);
        break;
    case STEP_SIGNAL:
        if (!waits_in_call(run))
            break;
        note(stage, "the test sends a signal while the program waits");
        (void)trace_signal(run->trace, trace_root(run->trace), step->number);
        break;
    case STEP_LEAVE:
        note(stage, "the reader of the program's output leaves");
        close_fd(&stage->output);
        break;
    case STEP_KILL_CHILD:
        child = run_child(run, step->number);
        note(stage, "the test kills a process that the program started");
        if (child)
            (void)trace_signal(run->trace, child->pid, SIGKILL);
        break;
    case STEP_NONE: break;
    }
    return true;
}

/* The program waits in a call that a handler may interrupt: it gets its signal
 * once for each such wait, three times at most, then it must carry on. */
static bool interrupt(struct stage *stage)
{
    struct run *run = stage->run;
    if (!stage->scene->interrupt_waits || stage->signals_sent >= 3 ||
        !waits_in_call(run))
        return false;
    stage->signals_sent++;
    note(stage, "a signal with a handler (no SA_RESTART) interrupts the wait");
    return trace_signal(run->trace, trace_root(run->trace), SIGUSR1) == 0;
}

static void count_left(struct stage *stage)
{
    struct run *run = stage->run;
    const struct world *world = trace_world(run->trace);
    const struct process *root = root_of(run);
    for (int i = 1; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process->state == PROCESS_REAPED || run->left_count == RUN_LEFT_MAX)
            continue;
        run->left_alive += process_alive(process);
        run->left[run->left_count++] = process->pid;
    }
    for (int fd = 3; root && fd < root->descriptor_limit; fd++)
        run->descriptors_left += root->descriptors[fd].object != 0;
}

/* Said now: when the run is ended, the world is another one. */
static void tell_stuck(struct run *run)
{
    const struct world *world = trace_world(run->trace);
    if (!cause_find(world, trace_log(run->trace), &run->cause))
        return;
    run->happened = cause_happened(world, &run->cause);
    run->because = cause_because(world, &run->cause);
}

/* The first who waits for something outside of the run. */
static void tell_asleep(struct run *run)
{
    const struct world *world = trace_world(run->trace);
    struct wait wait;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count && !run->happened; t++) {
            if (!wait_of(world, process, &process->threads[t], &wait) ||
                !wait.outside)
                continue;
            char *who = process_label(world, process->pid);
            char *what = wait_text(world, &wait);
            if (asprintf(&run->happened, "%s %s", who, what) == -1)
                run->happened = NULL;
            run->stands = process->threads[t].place;
            free(who);
            free(what);
        }
    }
}

/* Of those who are kept from ending, the one that was started last may go. */
static bool let_one_end(const struct stage *stage)
{
    const struct run *run = stage->run;
    const struct world *world = trace_world(run->trace);
    if (!stage->scene->ends_in_reverse)
        return false;
    for (int i = world->process_count - 1; i > 0; i--)
        if (world->processes[i].state == PROCESS_EXITING &&
            trace_release(run->trace, world->processes[i].pid) > 0)
            return true;
    return false;
}

/* Everybody sleeps or is held. Returns false when there is nothing more to be
 * done and the run is over. */
static bool go_on(struct stage *stage)
{
    struct run *run = stage->run;
    if (drain(stage) > 0 || interrupt(stage) || let_one_end(stage))
        return true;
    if (stage->moves.root_exited) {
        stage->moves.root_exited = false;
        count_left(stage);
        (void)trace_release(run->trace, 0);
        run->end = RUN_ENDED;
        return true;
    }
    if (trace_release(run->trace, 0) > 0 || take_step(stage))
        return true;
    switch (trace_world(run->trace)->verdict) {
    case QUIET_STUCK:
        run->end = RUN_STUCK;
        tell_stuck(run);
        return false;
    case QUIET_WAITING:
        /* A sleep or a time-out of the program's own will end by itself. */
        if (wait_is_finite(trace_world(run->trace)))
            return true;
        run->end = RUN_ASLEEP;
        tell_asleep(run);
        return false;
    default: return true;
    }
}

static void lead(struct stage *stage)
{
    struct run *run = stage->run;
    int64_t start = now_ms();
    run->end = RUN_NOT_STARTED;
    for (bool more = true; more;) {
        switch (trace_run(run->trace, SLICE_MS, 0)) {
        case TRACE_ENDED: more = false; break;
        case TRACE_QUIET: more = go_on(stage); break;
        case TRACE_FULL:
            run->end = RUN_LIMIT;
            more = false;
            break;
        case TRACE_MOVING:
            if (trace_cpu_ms(run->trace) > RUN_CPU_MS) {
                run->end = RUN_LIMIT;
                more = false;
            }
            break;
        }
        if (more && run->forked_too_much) {
            run->end = RUN_LIMIT;
            more = false;
        }
        if (more && run->spinner) {
            run->end = RUN_SPIN;
            more = false;
        }
        if (more && now_ms() - start > RUN_WALL_MS) {
            run->end = RUN_TIME;
            more = false;
        }
    }
    run->duration_ms = now_ms() - start;
}

static int remove_entry(const char *path, const struct stat *status, int kind,
                        struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    (void)remove(path);
    return 0;
}

/* Contents first, links not followed. */
static void remove_directory(const struct run *run)
{
    if (run->directory[0])
        (void)nftw(run->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void take_results(struct stage *stage)
{
    struct run *run = stage->run;
    run->event_count = trace_log(run->trace)->count;
    trace_kill(run->trace);
    const struct process *root = root_of(run);
    if (root && !process_alive(root)) {
        run->status = root->wait_status;
        if (run->end == RUN_NOT_STARTED)
            run->end = RUN_ENDED;
    }
    if (is_drained(stage->scene))
        (void)drain(stage);
    else
        run->output = whole_file(stage->output, &run->output_length);
    run->errors = whole_file(stage->errors, NULL);
    if (!run->output)
        append_output(run, "", 0);
}

struct run *run_play(const char *program, struct scene *scene)
{
    struct run *run = calloc(1, sizeof *run);
    struct stage stage = { .scene = scene,
                           .run = run,
                           .input = -1,
                           .output = -1,
                           .errors = -1,
                           .filter = -1,
                           .standard = { -1, -1, -1 } };
    cpu_set_t allowed;
    if (!run || sched_getaffinity(0, sizeof allowed, &allowed) == -1) {
        free(run);
        return NULL;
    }
    stage.cpu = cpu_claim(&stage.cpu_claimed);
    run->isolation = sandbox_available(NULL);
    stage.moves.scene = scene;
    stage.moves.run = run;
    if (open_standard(&stage) == 0)
        run->trace = run->isolation ? start_behind_walls(&stage, program)
                                    : start_in_the_open(&stage, program);
    int saved = errno;
    close_program_side(&stage);
    if (run->trace) {
        lead(&stage);
        take_results(&stage);
    }
    close_fd(&stage.input);
    close_fd(&stage.output);
    close_fd(&stage.errors);
    close_fd(&stage.cpu_claimed);
    (void)sched_setaffinity(0, sizeof allowed, &allowed); /* was pinned */
    if (run->trace)
        return run;
    run_close(run);
    errno = saved;
    return NULL;
}

void run_close(struct run *run)
{
    if (!run)
        return;
    trace_close(run->trace);
    remove_directory(run);
    free(run->output);
    free(run->errors);
    free(run->happened);
    free(run->because);
    free(run);
}

/* ---- looking at a run ---- */

const struct process *run_child(const struct run *run, int nth)
{
    const struct world *world = trace_world(run->trace);
    return nth > 0 && nth < world->process_count ? &world->processes[nth]
                                                 : NULL;
}

int run_child_count(const struct run *run)
{
    int count = trace_world(run->trace)->process_count;
    return count > 0 ? count - 1 : 0;
}

const char *run_result(const struct run *run, const char *key)
{
    static char value[128];
    size_t length = strlen(key);
    for (const char *line = run->errors; line && *line;) {
        const char *end = strchr(line, '\n');
        size_t size = end ? (size_t)(end - line) : strlen(line);
        if (size > length + 3 && strncmp(line, "= ", 2) == 0 &&
            strncmp(line + 2, key, length) == 0 && line[length + 2] == ' ') {
            size -= length + 3;
            (void)snprintf(value, sizeof value, "%.*s", (int)size,
                           line + length + 3);
            return value;
        }
        line = end ? end + 1 : NULL;
    }
    return NULL;
}

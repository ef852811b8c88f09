/* source.c - unwinding with libdwfl, one Dwfl per program image.
 *
 * Children made by fork have the same mappings as their parent, so one image
 * serves a whole family; memory and registers come from the task in question.
 */
#include "observe/source.h"

#include <elfutils/libdwfl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define FRAMES_TRIED 12

struct image {
    Dwfl *dwfl; /* NULL: not opened yet, or nothing to find */
    bool opened;
};

struct source {
    struct image *images; /* indexed by image number */
    int image_count;
    /* The task being unwound, for the callbacks below. */
    pid_t tid;
    const struct registers *registers;
    struct place found;
    const char *helpers; /* see source_pass_over */
    int frames;
    bool want_callee;
    struct place *stack; /* see source_stack; NULL: only one is wanted */
    int stacked, room;
    Dwarf_Addr below;   /* the frame that was called by the one at hand */
    const char *callee; /* see source_callee */
};

/* Names come from /proc/PID/maps and are paths inside the task's own mount
 * namespace, so they are opened through its root directory. libdwfl hands no
 * argument to this callback; the tracer unwinds one task at a time. */
static pid_t root_of;

static int find_elf(Dwfl_Module *module, void **userdata, const char *name,
                    Dwarf_Addr base, char **file_name, Elf **elf)
{
    if (name[0] != '/')
        return dwfl_linux_proc_find_elf(module, userdata, name, base, file_name,
                                        elf);
    char *path = NULL;
    if (asprintf(&path, "/proc/%d/root%s", root_of, name) == -1)
        return -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        free(path);
    else
        *file_name = path; /* libdwfl frees it */
    return fd;
}

/* Line information is used where it stands in the program itself, as -g puts
 * it; looking for separate files would cost milliseconds a program. */
static int find_debuginfo(Dwfl_Module *module, void **userdata,
                          const char *name, Dwarf_Addr base, const char *file,
                          const char *link, GElf_Word crc, char **found)
{
    (void)module, (void)userdata, (void)name, (void)base;
    (void)file, (void)link, (void)crc, (void)found;
    return -1;
}

static const Dwfl_Callbacks dwfl_callbacks = {
    .find_elf = find_elf,
    .find_debuginfo = find_debuginfo,
};

static pid_t next_thread(Dwfl *dwfl, void *argument, void **thread_argument)
{
    (void)dwfl;
    struct source *source = argument;
    if (*thread_argument)
        return 0;
    *thread_argument = source;
    return source->tid;
}

static bool get_thread(Dwfl *dwfl, pid_t tid, void *argument,
                       void **thread_argument)
{
    (void)dwfl;
    (void)tid;
    *thread_argument = argument;
    return true;
}

static bool memory_read(Dwfl *dwfl, Dwarf_Addr address, Dwarf_Word *word,
                        void *argument)
{
    (void)dwfl;
    struct source *source = argument;
    uint64_t value = 0;
    struct iovec local = { &value, sizeof value };
    struct iovec remote = { (void *)(uintptr_t)address, sizeof value };
    if (process_vm_readv(source->tid, &local, 1, &remote, 1, 0) !=
        (ssize_t)sizeof value)
        return false;
    *word = value;
    return true;
}

static bool set_registers(Dwfl_Thread *thread, void *argument)
{
    struct source *source = argument;
    uint64_t words[REGISTERS_UNWIND], pc;
    int count = registers_dwarf(source->registers, words, &pc);
    Dwarf_Word values[REGISTERS_UNWIND];
    for (int i = 0; i < count; i++)
        values[i] = words[i];
    dwfl_thread_state_register_pc(thread, pc);
    return dwfl_thread_state_registers(thread, 0, (unsigned)count, values);
}

static const Dwfl_Thread_Callbacks thread_callbacks = {
    .next_thread = next_thread,
    .get_thread = get_thread,
    .memory_read = memory_read,
    .set_initial_registers = set_registers,
};

/* Libraries of the system are passed over, also where their line information
 * is installed: the author looks for a line of their own. The sanitizers' come
 * with theirs, and a call that they intercept is made from there. */
static bool is_system_library(Dwfl_Module *module)
{
    static const char *const known[] = {
        "/libc.so",    "/libc-",       "/libpthread",   "/ld-linux",
        "[vdso",       "/libasan.so",  "/libhwasan.so", "/liblsan.so",
        "/libtsan.so", "/libubsan.so", "/libclang_rt."
    };
    const char *name =
        dwfl_module_info(module, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
        if (strstr(name, known[i]))
            return true;
    return false;
}

/* The name of the function at (exact) or around an address. libdwfl also names
 * what merely follows a symbol: its size decides. */
static const char *function_at(Dwfl *dwfl, Dwarf_Addr address, bool exact)
{
    Dwfl_Module *module = dwfl_addrmodule(dwfl, address);
    GElf_Off offset;
    GElf_Sym symbol;
    const char *name = module ? dwfl_module_addrinfo(module, address, &offset,
                                                     &symbol, NULL, NULL, NULL)
                              : NULL;
    if (!name || (exact ? offset != 0 : offset >= symbol.st_size))
        return NULL;
    return place_intern(name);
}

/* By the call in the author's code; a call through a pointer does not say, then
 * by the frame below. A function of the author's own that jumped on says
 * nothing. */
static const char *callee_of(struct source *source, Dwfl *dwfl, Dwarf_Addr back)
{
    Dwarf_Addr target = registers_call_target(source->tid, back);
    Dwfl_Module *module = target ? dwfl_addrmodule(dwfl, target) : NULL;
    if (module && !is_system_library(module) &&
        dwfl_module_getsrc(module, target))
        return NULL;
    const char *name = module ? function_at(dwfl, target, true) : NULL;
    return name || !source->below ? name
                                  : function_at(dwfl, source->below, false);
}

bool source_is_helper(const char *helpers, const char *name)
{
    size_t stem = helpers ? strcspn(helpers, ".") : 0;
    return helpers &&
           (strcmp(name, helpers) == 0 ||
            (strncmp(name, helpers, stem) == 0 && name[stem] == '_'));
}

static int frame_seen(Dwfl_Frame *frame, void *argument)
{
    struct source *source = argument;
    Dwarf_Addr pc;
    bool activation;
    if (++source->frames > FRAMES_TRIED ||
        !dwfl_frame_pc(frame, &pc, &activation))
        return DWARF_CB_ABORT;
    Dwarf_Addr back = pc, below = source->below;
    if (!activation)
        pc--; /* a return address: the call stands just before it */
    Dwfl *dwfl = dwfl_thread_dwfl(dwfl_frame_thread(frame));
    Dwfl_Module *module = dwfl_addrmodule(dwfl, pc);
    source->below = pc;
    if (!module || is_system_library(module))
        return DWARF_CB_OK;
    Dwfl_Line *line = dwfl_module_getsrc(module, pc);
    int number = 0;
    const char *file =
        line ? dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) : NULL;
    if (!file || number == 0)
        return DWARF_CB_OK;
    source->below = below;
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    bool helps = source_is_helper(source->helpers, name);
    if (source->want_callee && !activation && !source->found.file)
        source->callee = callee_of(source, dwfl, back);
    /* It stands in for a function of the library, which it calls through a
     * pointer: then it has that one's name. */
    if (source->want_callee && helps && !source->callee)
        source->callee = function_at(dwfl, pc, false);
    if (helps && (source->found.file || source->stack))
        return DWARF_CB_OK; /* its caller helps as well, or is not wanted */
    source->found.file = place_intern(name);
    source->found.line = number;
    const char *function = dwfl_module_addrname(module, pc);
    source->found.function = function ? place_intern(function) : NULL;
    if (source->stack && source->stacked < source->room) {
        source->stack[source->stacked++] = source->found;
        return DWARF_CB_OK;
    }
    return helps ? DWARF_CB_OK : DWARF_CB_ABORT;
}

static int has_lines(Dwfl_Module *module, void **userdata, const char *name,
                     Dwarf_Addr base, void *argument)
{
    (void)userdata, (void)name, (void)base;
    Dwarf_Addr bias;
    bool *found = argument;
    *found = !is_system_library(module) &&
             dwfl_module_getdwarf(module, &bias) != NULL;
    return *found ? DWARF_CB_ABORT : DWARF_CB_OK;
}

static void image_open(struct image *image, pid_t tid, struct source *source)
{
    bool found = false;
    image->opened = true;
    image->dwfl = dwfl_begin(&dwfl_callbacks);
    if (!image->dwfl)
        return;
    if (dwfl_linux_proc_report(image->dwfl, tid) != 0 ||
        dwfl_report_end(image->dwfl, NULL, NULL) != 0 ||
        dwfl_getmodules(image->dwfl, has_lines, &found, 0) < 0 || !found ||
        !dwfl_attach_state(image->dwfl, NULL, tid, &thread_callbacks, source)) {
        dwfl_end(image->dwfl);
        image->dwfl = NULL;
    }
}

/* Libraries appear after the program has started: when the task stands at an
 * address that no known module covers, the list is read again. */
static void image_refresh(Dwfl *dwfl, pid_t tid,
                          const struct registers *registers)
{
    uint64_t words[REGISTERS_UNWIND], pc;
    (void)registers_dwarf(registers, words, &pc);
    if (dwfl_addrmodule(dwfl, pc))
        return;
    dwfl_report_begin_add(dwfl);
    (void)dwfl_linux_proc_report(dwfl, tid);
    (void)dwfl_report_end(dwfl, NULL, NULL);
}

struct source *source_open(void)
{
    return calloc(1, sizeof(struct source));
}

void source_close(struct source *source)
{
    if (!source)
        return;
    for (int i = 0; i < source->image_count; i++)
        if (source->images[i].dwfl)
            dwfl_end(source->images[i].dwfl);
    free(source->images);
    free(source);
}

void source_pass_over(struct source *source, const char *file)
{
    source->helpers = file;
}

static struct image *image_of(struct source *source, int number)
{
    if (number >= source->image_count) {
        int count = number + 8;
        struct image *images =
            realloc(source->images, (size_t)count * sizeof *images);
        if (!images)
            return NULL;
        for (int i = source->image_count; i < count; i++)
            images[i] = (struct image){ 0 };
        source->images = images;
        source->image_count = count;
    }
    return &source->images[number];
}

static Dwfl *dwfl_of(struct source *source, int number, pid_t tid)
{
    struct image *image = image_of(source, number);
    root_of = tid;
    if (image && !image->opened)
        image_open(image, tid, source);
    return image ? image->dwfl : NULL;
}

static void unwind(struct source *source, int number, pid_t tid,
                   const struct registers *registers)
{
    source->found = (struct place){ 0 };
    source->frames = 0;
    source->below = 0;
    source->callee = NULL;
    source->tid = tid;
    source->registers = registers;
    Dwfl *dwfl = dwfl_of(source, number, tid);
    if (!dwfl)
        return;
    image_refresh(dwfl, tid, registers);
    (void)dwfl_getthread_frames(dwfl, tid, frame_seen, source);
}

struct place source_place(struct source *source, int number, pid_t tid,
                          const struct registers *registers)
{
    source->want_callee = false;
    unwind(source, number, tid, registers);
    return source->found;
}

int source_stack(struct source *source, int number, pid_t tid,
                 const struct registers *registers, struct place *stack,
                 int room)
{
    source->want_callee = false;
    source->stack = stack;
    source->stacked = 0;
    source->room = room;
    unwind(source, number, tid, registers);
    source->stack = NULL;
    return source->stacked;
}

const char *source_callee(struct source *source, int number, pid_t tid,
                          const struct registers *registers)
{
    source->want_callee = true;
    unwind(source, number, tid, registers);
    return source->callee;
}

/* ---- variables ---- */

struct variable {
    Dwarf_Addr address;
    uint64_t offset;
    const char *name;
};

/* Uninitialised variables lie behind what is mapped from the file, where
 * libdwfl knows no module: so each module is asked. */
static int variable_in(Dwfl_Module *module, void **userdata, const char *name,
                       Dwarf_Addr base, void *argument)
{
    (void)userdata, (void)name, (void)base;
    struct variable *wanted = argument;
    GElf_Off offset;
    GElf_Sym symbol;
    const char *found = dwfl_module_addrinfo(module, wanted->address, &offset,
                                             &symbol, NULL, NULL, NULL);
    if (!found || offset >= symbol.st_size ||
        GELF_ST_TYPE(symbol.st_info) != STT_OBJECT)
        return DWARF_CB_OK;
    wanted->name = place_intern(found);
    wanted->offset = offset;
    return DWARF_CB_ABORT;
}

const char *source_variable(struct source *source, int number, pid_t tid,
                            uint64_t address, uint64_t *offset)
{
    struct variable wanted = { .address = address };
    Dwfl *dwfl = dwfl_of(source, number, tid);
    if (dwfl)
        (void)dwfl_getmodules(dwfl, variable_in, &wanted, 0);
    *offset = wanted.offset;
    return wanted.name;
}

/* lines.c - elfutils reads the line table; nothing is running. */
#include "explore/lines.h"

#include <elfutils/libdwfl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct lines {
    Dwfl *dwfl;
};

static int no_debuginfo(Dwfl_Module *module, void **userdata, const char *name,
                        Dwarf_Addr base, const char *file, const char *link,
                        GElf_Word crc, char **found)
{
    (void)module, (void)userdata, (void)name, (void)base;
    (void)file, (void)link, (void)crc, (void)found;
    return -1;
}

static const Dwfl_Callbacks callbacks = {
    .find_debuginfo = no_debuginfo,
    .section_address = dwfl_offline_section_address,
};

struct lines *lines_open(const char *program)
{
    struct lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        return NULL;
    lines->dwfl = dwfl_begin(&callbacks);
    if (lines->dwfl && dwfl_report_offline(lines->dwfl, "", program, -1) &&
        dwfl_report_end(lines->dwfl, NULL, NULL) == 0)
        return lines;
    lines_close(lines);
    errno = ENOEXEC;
    return NULL;
}

void lines_close(struct lines *lines)
{
    if (lines && lines->dwfl)
        dwfl_end(lines->dwfl);
    free(lines);
}

int lines_find(struct lines *lines, uint64_t pc, const char **file)
{
    int number = 0;
    Dwfl_Module *module = pc ? dwfl_addrmodule(lines->dwfl, pc - 1) : NULL;
    Dwfl_Line *line = module ? dwfl_module_getsrc(module, pc - 1) : NULL;
    const char *path =
        line ? dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) : NULL;
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (file)
        *file = slash ? slash + 1 : path ? path : "?";
    return path ? number : 0;
}

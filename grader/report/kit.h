/* kit.h - where the kit's own files are.
 *
 *   ROOT/labs/NN-name/  ROOT/solutions/NN-name/       --kit, or found upwards
 *   BUILD/ipccheck  BUILD/suite-NN-name               where this program is
 *   BUILD/report/  BUILD/records/  BUILD/work/        what it writes, and
 *   ROOT/labs/progress.ini
 *
 * For the programs ipccheck and ipcgrade: what fails here ends the program,
 * with one line and status 2.
 */
#ifndef REPORT_KIT_H
#define REPORT_KIT_H

#include "report/lab.h"

struct kit {
    char *root;
    char *build;
    char **labs; /* folder names below ROOT/labs, sorted */
    int lab_count;
};

/* Finds the kit; root NULL: the folder above this program with a Makefile and
 * labs/. Never freed. */
struct kit kit_find(const char *root);

/* The lab called "1", "01" or "01-pipes"; if there is none it says which there
 * are. The name belongs to the kit. */
const char *kit_lab_name(const struct kit *kit, const char *asked);

/* Reads the lab.ini of this lab; the caller frees it with lab_free. */
struct lab *kit_load_lab(const struct kit *kit, const char *name);

/* malloc'd path, as printf makes it. Never NULL. */
char *kit_path(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes the folder and those above it that are missing. */
void kit_make_folder(const char *path);

/* How many processors this program may use. */
int kit_cpus(void);

/* `path` as one types it in the kit's root: without ROOT/ if it is below. */
const char *kit_shown(const struct kit *kit, const char *path);

#endif

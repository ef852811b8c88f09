/* main.c - ipccheck: checks a student's work and says what is right.
 *
 *   ipccheck [--lab N] [--ex N.k] [--seed N] [--src DIR] [--report FILE]
 *            [--kit DIR] [--quiet] [--no-records]
 *   ipccheck --watch --lab N   again after each save, until Ctrl-C
 *   ipccheck --hint N.k        the next hint
 *   ipccheck --predict PROGRAM --lab N [--ex N.k]
 *                              guess first, then see PROGRAM run
 *   ipccheck --progress        one line for each lab
 *
 * Without --lab and --ex it checks every lab, in order. What is checked is
 * labs/NN-name/, or --src.
 *
 * Exit status: 0 all is right, 1 something is not right yet, 2 it could not be
 * checked; then one line says why. */
#include "check/check.h"
#include "check/hint.h"
#include "check/predict.h"
#include "check/progress.h"
#include "check/watch.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED_MAX 9007199254740991U /* what a JSON number holds exactly */

static const char usage_text[] =
    "usage: ipccheck [--lab N] [--ex N.k] [--seed N] [--src DIR] "
    "[--report FILE]\n"
    "                [--kit DIR] [--quiet] [--no-records]\n"
    "       ipccheck --watch --lab N [--ex N.k] [--seed N] [--src DIR]\n"
    "       ipccheck --hint N.k | --progress\n"
    "       ipccheck --predict PROGRAM --lab N [--ex N.k]\n";

struct arguments {
    struct check_options options;
    const char *lab, *kit, *hint, *predict;
    bool progress, watch;
};

static uint64_t seed_of(const char *text)
{
    char *end;

    errno = 0;
    unsigned long long seed = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end || errno || seed > SEED_MAX)
        errx(2, "seed %s: must be a whole number", text);
    return seed ? seed : 1; /* 0 is kept for "none was given" */
}

static void read_arguments(struct arguments *a, int argc, char **argv)
{
    static const struct option options[] = {
        { "lab", required_argument, NULL, 'l' },
        { "ex", required_argument, NULL, 'e' },
        { "seed", required_argument, NULL, 's' },
        { "src", required_argument, NULL, 'd' },
        { "report", required_argument, NULL, 'r' },
        { "kit", required_argument, NULL, 'k' },
        { "quiet", no_argument, NULL, 'q' },
        { "no-records", no_argument, NULL, 'n' },
        { "hint", required_argument, NULL, 'h' },
        { "predict", required_argument, NULL, 'g' },
        { "progress", no_argument, NULL, 'p' },
        { "watch", no_argument, NULL, 'w' },
        { "help", no_argument, NULL, '?' },
        { NULL, 0, NULL, 0 }
    };
    int letter;

    while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (letter) {
        case 'l': a->lab = optarg; break;
        case 'e': a->options.only = optarg; break;
        case 's': a->options.seed = seed_of(optarg); break;
        case 'd': a->options.source = optarg; break;
        case 'r': a->options.report = optarg; break;
        case 'k': a->kit = optarg; break;
        case 'q': a->options.quiet = true; break;
        case 'n': a->options.no_records = true; break;
        case 'h': a->hint = optarg; break;
        case 'g': a->predict = optarg; break;
        case 'p': a->progress = true; break;
        case 'w': a->watch = true; break;
        default:
            if (optopt == 0 && strcmp(argv[optind - 1], "--help") == 0) {
                fputs(usage_text, stdout);
                exit(0);
            }
            exit(2); /* getopt has said what is wrong */
        }
    }
    if (optind < argc)
        errx(2, "%s: not understood (ipccheck --help)", argv[optind]);
}

/* Only the first lab that is not right is shown in full. */
static int check_all(const struct kit *kit, struct check_options *options)
{
    int worst = 0;

    if (options->source || options->report)
        errx(2, "--src and --report are for one lab: say which with --lab");
    for (int i = 0; i < kit->lab_count; i++) {
        if (i > 0 && !options->quiet)
            putchar('\n');
        options->brief = worst > 0;
        int status = check_lab(kit, kit->labs[i], options);
        worst = status > worst ? status : worst;
    }
    return worst;
}

int main(int argc, char **argv)
{
    static struct kit kit; /* static: it lives until the end */
    struct arguments a = { .lab = NULL };

    (void)setlocale(LC_ALL, "");
    read_arguments(&a, argc, argv);
    kit = kit_find(a.kit);
    if (a.progress)
        return progress_print(&kit);
    if (a.hint)
        return hint_give(&kit, a.hint);
    if (a.predict && !a.lab)
        errx(2, "--predict needs --lab N");
    if (a.watch && !a.lab && !a.options.only)
        errx(2, "--watch needs --lab N");
    if (!a.lab && !a.options.only)
        return check_all(&kit, &a.options);

    const char *exercise = a.options.only;
    char *asked = a.lab
                      ? kit_path("%s", a.lab)
                      : kit_path("%.*s", (int)strcspn(exercise, "."), exercise);
    const char *name = kit_lab_name(&kit, asked);
    free(asked);
    if (a.predict)
        return predict_ask(&kit, name, exercise, a.predict);
    return a.watch ? watch_lab(&kit, name, &a.options)
                   : check_lab(&kit, name, &a.options);
}

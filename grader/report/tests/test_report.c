/* test_report.c - from result files to points, and back from JSON. */
#include "report/report.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/test-report-XXXXXX";

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
}

static int remove_entry(const char *path, const struct stat *status, int kind,
                        struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static void remove_folder(void)
{
    (void)nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

TestSuite(report, .init = make_folder, .fini = remove_folder);

static char *path_of(const char *name)
{
    static char path[256];

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *out = fopen(path_of(name), "we");

    cr_assert_not_null(out);
    (void)fputs(text, out);
    cr_assert_eq(fclose(out), 0);
}

/* lab.ini lies beside the folder of results, which holds nothing else. */
static struct report *new_report(void)
{
    char message[256];

    put("lab.ini", "[lab]\ntitle = Pipes\nfiles = a.c\nhandout = h.md\n"
                   "[1.1]\ntitle = One\ntests = x:2 y:1\n"
                   "[1.2]\ntitle = Two\ntests = z:4\n");
    struct lab *lab =
        lab_load(path_of("lab.ini"), "01-pipes", message, sizeof message);
    cr_assert_not_null(lab, "%s", message);
    struct report *report = report_new(lab, NULL, "0", 7);
    cr_assert_not_null(report);
    lab_free(lab);
    cr_assert_eq(mkdir(path_of("results"), 0700), 0);
    return report;
}

static void put_result(const char *id, const char *name, const char *status,
                       const char *findings)
{
    char file[128], text[2048];

    (void)snprintf(file, sizeof file, "results/%s.%s.json", id, name);
    (void)snprintf(text, sizeof text,
                   "{\"exercise\":\"%s\",\"test\":\"%s\",\"status\":\"%s\","
                   "\"duration_ms\":5,\"tried\":\"make run\","
                   "\"isolation\":\"sandbox\",\"findings\":[%s]}",
                   id, name, status, findings);
    put(file, text);
}

static void finish(struct report *report)
{
    cr_assert_eq(report_collect(report, path_of("results")), 0);
    report_finish(report);
}

static const char error[] =
    "{\"code\":\"PIPE-02\",\"severity\":\"error\",\"title\":\"t\","
    "\"happened\":\"h\",\"cause\":\"c\",\"file\":\"a.c\",\"line\":9,"
    "\"processes\":[\"wc\"],\"objects\":[],\"record\":\"r.jsonl\"}";
static const char remark[] =
    "{\"code\":\"PROC-04\",\"severity\":\"remark\",\"title\":\"t\"}";

Test(report, points_only_for_pass)
{
    struct report *report = new_report();

    put_result("1.1", "x", "pass", remark); /* a remark costs nothing */
    put_result("1.1", "y", "stuck", error);
    put_result("1.2", "z", "pass", "");
    finish(report);
    cr_assert_eq(report->points, 6);
    cr_assert_eq(report->max, 7);
    cr_assert_eq(report->exercises[0].points, 2);
    cr_assert_eq(report->exercises[0].status, STATUS_STUCK);
    cr_assert_eq(report->exercises[1].status, STATUS_PASS);
    cr_assert_str_eq(report->isolation, "sandbox");
    cr_assert_eq(report_exit_status(report), 1);
    report_free(report);
}

Test(report, all_right)
{
    struct report *report = new_report();

    put_result("1.1", "x", "pass", "");
    put_result("1.1", "y", "pass", "");
    put_result("1.2", "z", "pass", "");
    finish(report);
    cr_assert_eq(report->points, 7);
    cr_assert_eq(report_exit_status(report), 0);
    report_free(report);
}

/* Each of these must never become a score. */
static void expect_infra(struct report *report)
{
    finish(report);
    cr_assert_not_null(report->infra);
    cr_assert_eq(report_exit_status(report), 2);
    report_free(report);
}

Test(report, a_missing_result_is_infra)
{
    struct report *report = new_report();

    put_result("1.1", "x", "pass", "");
    put_result("1.1", "y", "pass", "");
    expect_infra(report);
}

Test(report, no_result_at_all_is_infra)
{
    expect_infra(new_report());
}

static void expect_bad_result(const char *status, const char *findings)
{
    struct report *report = new_report();

    put_result("1.1", "x", status, findings);
    put_result("1.1", "y", "pass", "");
    put_result("1.2", "z", "pass", "");
    expect_infra(report);
}

Test(report, pass_with_an_error_is_infra)
{
    expect_bad_result("pass", error);
}

Test(report, unknown_status_is_infra)
{
    expect_bad_result("great", "");
}

Test(report, unknown_code_is_infra)
{
    expect_bad_result("fail", "{\"code\":\"PIPE-99\",\"severity\":\"error\"}");
}

Test(report, a_path_in_place_of_a_name_is_infra)
{
    expect_bad_result("fail", "{\"code\":\"OUT\",\"severity\":\"error\","
                              "\"record\":\"../../x\"}");
}

Test(report, infra_with_a_reason_says_it)
{
    struct report *report = new_report();

    put_result("1.1", "x", "infra",
               "{\"code\":\"INFRA\",\"severity\":\"error\","
               "\"happened\":\"no more processes\"}");
    put_result("1.1", "y", "pass", "");
    put_result("1.2", "z", "pass", "");
    finish(report);
    cr_assert_str_eq(report->infra, "1.1 x: no more processes");
    cr_assert_eq(report_exit_status(report), 2);
    report_free(report);
}

Test(report, broken_json_is_infra)
{
    expect_bad_result("fail", "{");
}

Test(report, a_result_for_another_test_is_infra)
{
    struct report *report = new_report();

    put_result("1.1", "y", "pass", "");
    put_result("1.2", "z", "pass", "");
    char from[256];
    (void)snprintf(from, sizeof from, "%s", path_of("results/1.1.y.json"));
    cr_assert_eq(link(from, path_of("results/1.1.x.json")), 0);
    expect_infra(report);
}

Test(report, an_unlisted_test_is_infra)
{
    struct report *report = new_report();

    put_result("1.1", "x", "pass", "");
    put_result("1.1", "y", "pass", "");
    put_result("1.2", "z", "pass", "");
    put_result("1.2", "forgotten", "fail", "");
    expect_infra(report);
}

Test(report, no_walls_anywhere_means_no_walls)
{
    struct report *report = new_report();

    put_result("1.1", "x", "pass", "");
    put_result("1.2", "z", "pass", "");
    put("results/1.1.y.json",
        "{\"exercise\":\"1.1\",\"test\":\"y\",\"status\":\"pass\","
        "\"isolation\":\"none: no bwrap\",\"findings\":[]}");
    finish(report);
    cr_assert_str_eq(report->isolation, "none: no bwrap");
    report_free(report);
}

static char *text_of(const struct report *report, bool json)
{
    const struct text_style style = { .utf8 = true, .whole = true };
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (json)
        report_print_json(report, out);
    else
        report_print(report, &style, out);
    cr_assert_eq(fclose(out), 0);
    return text;
}

Test(report, what_is_written_can_be_read_back)
{
    struct report *report = new_report();

    put_result("1.1", "x", "stuck", error);
    put_result("1.1", "y", "not-written", "");
    put_result("1.2", "z", "pass", remark);
    finish(report);
    cr_assert_eq(report_write(report, path_of("report.json")), 0);
    struct report *back = report_load(path_of("report.json"));
    cr_assert_not_null(back);
    for (int json = 0; json < 2; json++) {
        char *before = text_of(report, json);
        char *after = text_of(back, json);

        cr_assert_str_eq(before, after);
        free(before);
        free(after);
    }
    report_free(back);
    report_free(report);
}

Test(report, what_is_no_report_is_not_read)
{
    put("x.json", "{\"kit\":\"0\"}");
    cr_assert_null(report_load(path_of("x.json")));
    put("x.json", "[");
    cr_assert_null(report_load(path_of("x.json")));
    cr_assert_null(report_load(path_of("nothing.json")));
    cr_assert_null(report_load(folder));
}

static void expect_bad_lab(const char *text)
{
    char message[256] = "";

    put("lab.ini", text);
    cr_assert_null(lab_load(path_of("lab.ini"), "x", message, sizeof message));
    cr_assert_neq(message[0], '\0');
}

Test(report, a_wrong_lab_ini_is_told)
{
    expect_bad_lab("");
    expect_bad_lab("[lab]\nfiles = ../x.c\n[1.1]\ntitle = x\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\ntests = x\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\ntests = x:-1\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\nhint.2 = x\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\ntittle = x\n");
    expect_bad_lab("[lab]\nfiles = a.c\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\npredict = x?\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\npredict.b = x\n");
    expect_bad_lab("[lab]\nfiles = a.c\n[1.1]\npredict.a = x\n"
                   "predict.a.shows = (\n");
}

Test(report, a_prediction_is_read)
{
    char message[256];
    put("lab.ini", "[lab]\nfiles = a.c\n[1.4]\npredict = Which status?\n"
                   "predict.run = 1.4 'yes' 'head -1'\n"
                   "predict.a = 0\npredict.a.shows = ^= status 0 0$\n"
                   "predict.b = 141\npredict.b.shows = ^= status 0 141$\n"
                   "predict.why = Nobody reads.\n");
    struct lab *lab =
        lab_load(path_of("lab.ini"), "01-pipes", message, sizeof message);
    cr_assert_not_null(lab, "%s", message);
    const struct lab_prediction *prediction = lab->exercises[0].prediction;
    cr_assert_eq(prediction->choice_count, 2);
    cr_assert_str_eq(prediction->run, "1.4 'yes' 'head -1'");
    cr_assert_str_eq(prediction->choices[1].text, "141");
    cr_assert_str_eq(prediction->choices[1].shows, "^= status 0 141$");
    lab_free(lab);
}

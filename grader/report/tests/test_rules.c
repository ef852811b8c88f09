/* test_rules.c - every code has its rule, and every page exists.
 * To be started in the kit's root, as `make test` does. */
#include "report/rules.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_codes(const char *family, int count)
{
    for (int i = 1; i <= count; i++) {
        char code[24];

        (void)snprintf(code, sizeof code, "%s-%02d", family, i);
        cr_assert_not_null(rule_find(code), "no rule for %s", code);
    }
}

Test(rules, every_code_is_there)
{
    static const char *const kit[] = { "TODO",  "OUT",   "RESULT", "CRASH",
                                       "SPIN",  "LIMIT", "STUCK",  "SIGPIPE",
                                       "EINTR", "LEFT",  "INFRA",  "COMPILE" };

    expect_codes("PROC", 13);
    expect_codes("PIPE", 14);
    for (size_t i = 0; i < sizeof kit / sizeof *kit; i++)
        cr_assert_not_null(rule_find(kit[i]), "no rule for %s", kit[i]);
    cr_assert_null(rule_find("PIPE-99"));
    cr_assert_null(rule_find(""));
}

Test(rules, no_code_twice_and_one_sentence_each)
{
    for (const struct rule *rule = rule_all(); rule->code; rule++) {
        cr_assert_eq(rule_find(rule->code), rule, "%s twice", rule->code);
        size_t length = strlen(rule->rule);
        cr_assert(length > 20 && length < 200, "%s", rule->code);
        cr_assert_neq(rule->rule[length - 1], '.', "%s", rule->code);
    }
}

/* "## SIGPIPE and EPIPE" has the anchor sigpipe-and-epipe. */
static bool heading_matches(const char *line, const char *anchor)
{
    line += strspn(line, "#");
    line += strspn(line, " ");
    for (; *line && *line != '\n'; line++) {
        unsigned char byte = (unsigned char)*line;

        if (!isalnum(byte) && byte != ' ' && byte != '-' && byte != '_')
            continue;
        if (*anchor++ != (byte == ' ' ? '-' : tolower(byte)))
            return false;
    }
    return *anchor == '\0';
}

static bool has_anchor(const char *path, const char *anchor)
{
    char *line = NULL;
    size_t size = 0;
    bool found = false;
    FILE *in = fopen(path, "re");

    cr_assert_not_null(in, "%s is not there", path);
    while (!found && getline(&line, &size, in) != -1)
        found = line[0] == '#' && heading_matches(line, anchor);
    free(line);
    (void)fclose(in);
    return found;
}

Test(rules, every_page_exists)
{
    int pages = 0;

    for (const struct rule *rule = rule_all(); rule->code; rule++) {
        char page[256];

        if (!rule->read)
            continue;
        (void)snprintf(page, sizeof page, "%.*s", (int)strcspn(rule->read, " "),
                       rule->read);
        char *anchor = strchr(page, '#');
        cr_assert_not_null(anchor, "%s: %s", rule->code, page);
        *anchor++ = '\0';
        cr_assert(has_anchor(page, anchor), "%s: %s has no #%s", rule->code,
                  page, anchor);
        cr_assert_not_null(strstr(rule->read, "man "), "%s", rule->code);
        pages++;
    }
    cr_assert_geq(pages, 27);
}

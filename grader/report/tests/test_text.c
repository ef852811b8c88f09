/* test_text.c - whatever the bytes, the writers give something harmless that
 * another reader takes back. */
#include "report/csv.h"
#include "report/json.h"
#include "report/text.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static char *clean(const char *text)
{
    char *copy = text_clean(text, true);

    cr_assert_not_null(copy);
    return copy;
}

static void expect_clean(const char *text, const char *expected)
{
    char *copy = clean(text);

    cr_assert_str_eq(copy, expected);
    free(copy);
}

Test(text, clean_shows_what_a_terminal_would_obey)
{
    expect_clean("plain, caf\xc3\xa9", "plain, caf\xc3\xa9");
    expect_clean("\x1b[31mred\a", "\\x1b[31mred\\x07");
    expect_clean("a\nb\tc\r\x7f", "a\\nb\\tc\\r\\x7f");
    expect_clean("\xc2\x9b"
                 "1m",
                 "<U+009B>1m"); /* CSI in one byte */
    expect_clean("a\xe2\x80\xae"
                 "b",
                 "a<U+202E>b"); /* right to left */
}

Test(text, clean_shows_broken_utf8)
{
    expect_clean("\xff", "\\xff");
    expect_clean("\xc0\xaf", "\\xc0\\xaf");                   /* overlong */
    expect_clean("\xed\xa0\x80", "\\xed\\xa0\\x80");          /* surrogate */
    expect_clean("\xe2\x82", "\\xe2\\x82");                   /* cut off */
    expect_clean("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"); /* too large */
}

Test(text, clean_without_utf8_is_ascii)
{
    char *copy =
        text_clean("a \xc2\xb7 \xe2\x80\x98x\xe2\x80\x99 \xc3\xa9", false);

    cr_assert_str_eq(copy, "a - 'x' ?");
    free(copy);
}

/* Every byte but NUL, in an order that follows from the seed. */
static void fill(char *text, size_t size, unsigned seed)
{
    for (size_t i = 0; i + 1 < size; i++) {
        seed = seed * 1103515245U + 12345U;
        text[i] = (char)(1 + (seed >> 16) % 255);
    }
    text[size - 1] = '\0';
}

static char *json_of(const char *text)
{
    char *result = NULL;
    size_t size;
    FILE *out = open_memstream(&result, &size);

    json_string(out, text);
    cr_assert_eq(fclose(out), 0);
    return result;
}

/* U+FFFD stands for each broken byte, everything else is as it was. */
static void expect_round_trip(const char *text)
{
    char *json = json_of(text);
    cJSON *value = cJSON_Parse(json);

    cr_assert(cJSON_IsString(value), "no JSON: %s", json);
    const char *back = value->valuestring;
    for (const char *at = json; *at; at++)
        cr_assert((unsigned char)*at >= 0x20 && *at != 0x7f);
    while (*text) {
        uint32_t before, after;
        int length = text_decode(text, &before);
        int read = text_decode(back, &after);

        cr_assert(read > 0, "broken UTF-8 came out");
        cr_assert_eq(after, length ? before : 0xfffd);
        text += length ? length : 1;
        back += read;
    }
    cr_assert_eq(*back, '\0');
    cJSON_Delete(value);
    free(json);
}

Test(json, any_bytes_come_back)
{
    char text[400];

    expect_round_trip("\"]},{\"name\":\"x\",\"status\":\"pass\"}");
    expect_round_trip("\\ \" \b \x1b[2J </script> \xe2\x80\xa8");
    for (unsigned seed = 1; seed <= 500; seed++) {
        fill(text, sizeof text, seed);
        expect_round_trip(text);
    }
}

static void expect_cell(const char *text, const char *expected)
{
    char *cell = NULL;
    size_t size;
    FILE *out = open_memstream(&cell, &size);

    csv_text(out, text);
    cr_assert_eq(fclose(out), 0);
    cr_assert_str_eq(cell, expected);
    free(cell);
}

Test(csv, cells)
{
    expect_cell("alice", "alice");
    expect_cell("", "");
    expect_cell("a,b", "\"a,b\"");
    expect_cell("say \"x\"", "\"say \"\"x\"\"\"");
    expect_cell(" a", "\" a\"");
    expect_cell("a\r\nb", "a\\r\\nb");
    expect_cell("\xff\x1b", "\\xff\\x1b");
}

Test(csv, no_cell_is_a_formula)
{
    expect_cell("=1+1", "'=1+1");
    expect_cell("+1", "'+1");
    expect_cell("-1", "'-1");
    expect_cell("@SUM(A1)", "'@SUM(A1)");
    expect_cell("=cmd|'/c calc'!A0,x", "\"'=cmd|'/c calc'!A0,x\"");
    expect_cell("\t=1", "\\t=1");
}

static char *wrap(const char *text, int indent, int width)
{
    char *result = NULL;
    size_t size;
    FILE *out = open_memstream(&result, &size);

    (void)text_wrap(out, text, indent, indent, width);
    cr_assert_eq(fclose(out), 0);
    return result;
}

Test(text, wrap)
{
    char *lines = wrap("one two three  four", 2, 9);

    cr_assert_str_eq(lines, "one two\n  three\n  four");
    free(lines);
    lines = wrap("abcdefghijkl x", 2, 9); /* a long word stays whole */
    cr_assert_str_eq(lines, "abcdefghijkl\n  x");
    free(lines);
    lines = wrap("\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9", 0, 5);
    cr_assert_str_eq(lines, "\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9");
    free(lines);
}

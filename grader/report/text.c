/* text.c - decodes, cleans, wraps. No locale is asked: the caller knows it. */
#include "report/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int text_decode(const char *text, uint32_t *point)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *bytes = (const unsigned char *)text;
    int length = 0;

    if (bytes[0] == '\0')
        return 0;
    if (bytes[0] < 0x80)
        length = 1;
    else if (bytes[0] >= 0xc2 && bytes[0] < 0xf5)
        length = bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
    if (length == 0)
        return 0;
    *point = length == 1 ? bytes[0] : bytes[0] & (0xffU >> (length + 1));
    for (int i = 1; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
        *point = *point << 6 | (bytes[i] & 0x3fU);
    }
    bool surrogate = *point >= 0xd800 && *point <= 0xdfff;
    return *point < least[length] || *point > 0x10ffff || surrogate ? 0
                                                                    : length;
}

bool text_is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) ||
           (point >= 0x200b && point <= 0x200f) || /* no width, direction */
           (point >= 0x2028 && point <= 0x202e) || /* lines, direction */
           (point >= 0x2060 && point <= 0x206f) ||
           (point >= 0xfff0 && point <= 0xfffb) || point == 0xfeff ||
           (point & 0xfffe) == 0xfffe || point == 0xad ||
           (point >= 0xe0000 && point <= 0xe0fff);
}

/* The signs that the kit's own texts and the compiler use, in ASCII. */
static const char *plain_sign(uint32_t point)
{
    static const struct {
        uint32_t point;
        const char *plain;
    } signs[] = { { 0xb7, "-" },    { 0x2013, "-" },   { 0x2014, "-" },
                  { 0x2018, "'" },  { 0x2019, "'" },   { 0x201c, "\"" },
                  { 0x201d, "\"" }, { 0x2026, "..." }, { 0x2192, "->" } };

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].point == point)
            return signs[i].plain;
    return "?";
}

static void clean_control(FILE *out, uint32_t point)
{
    if (point == '\n')
        (void)fputs("\\n", out);
    else if (point == '\t')
        (void)fputs("\\t", out);
    else if (point == '\r')
        (void)fputs("\\r", out);
    else if (point < 0x80)
        (void)fprintf(out, "\\x%02x", (unsigned)point);
    else
        (void)fprintf(out, "<U+%04X>", (unsigned)point);
}

char *text_clean(const char *text, bool utf8)
{
    char *copy = NULL;
    size_t size;
    FILE *out = open_memstream(&copy, &size);

    if (!out)
        return NULL;
    while (*text) {
        uint32_t point;
        int length = text_decode(text, &point);

        if (length == 0)
            (void)fprintf(out, "\\x%02x", (unsigned char)*text);
        else if (text_is_control(point))
            clean_control(out, point);
        else if (point >= 0x80 && !utf8)
            (void)fputs(plain_sign(point), out);
        else
            (void)fwrite(text, 1, (size_t)length, out);
        text += length ? length : 1;
    }
    if (fclose(out) == EOF) {
        free(copy);
        return NULL;
    }
    return copy;
}

int text_columns(const char *text)
{
    int columns = 0;

    for (; *text; text++)
        columns += ((unsigned char)*text & 0xc0) != 0x80;
    return columns;
}

int text_wrap(FILE *out, const char *text, int column, int indent, int width)
{
    bool first = true;

    while (*(text += strspn(text, " "))) {
        size_t length = strcspn(text, " ");
        char *word = strndup(text, length);
        int columns = word ? text_columns(word) : 0;

        if (!first && column + 1 + columns > width) {
            (void)fprintf(out, "\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            (void)fputc(' ', out);
            column++;
        }
        (void)fwrite(text, 1, length, out);
        column += columns;
        text += length;
        first = false;
        free(word);
    }
    return column;
}

char *text_format(const char *format, ...)
{
    char *text;
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) == -1)
        text = NULL;
    va_end(arguments);
    return text;
}

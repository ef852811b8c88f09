/* csv.c - one cell after the other. */
#include "report/csv.h"

#include "report/text.h"

#include <stdlib.h>
#include <string.h>

void csv_text(FILE *out, const char *text)
{
    char *clean = text_clean(text, true);
    const char *mark = clean && *clean && strchr("=+-@", *clean) ? "'" : "";
    bool quoted = clean && (strpbrk(clean, ",\"") || *clean == ' ' ||
                            (*clean && clean[strlen(clean) - 1] == ' '));

    (void)fprintf(out, "%s%s", quoted ? "\"" : "", mark);
    for (const char *at = clean; at && *at; at++) {
        if (*at == '"')
            (void)fputc('"', out);
        (void)fputc(*at, out);
    }
    (void)fputs(quoted ? "\"" : "", out);
    free(clean);
}

void csv_end(FILE *out)
{
    (void)fputs("\r\n", out);
}

/* json.h - text as a JSON string. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdio.h>

/* Prints text (any bytes but NUL) as a JSON string, quotes and all. */
void json_string(FILE *out, const char *text);

#endif

/* csv.h - cells as RFC 4180 wants them, and harmless in a spreadsheet. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdio.h>

/* Prints one cell. Text that a spreadsheet would take for a formula (it begins
 * with = + - @) gets a ' in front; controls and broken UTF-8 become visible
 * escapes; commas and quotes are quoted. */
void csv_text(FILE *out, const char *text);

/* Ends a line. */
void csv_end(FILE *out);

#endif

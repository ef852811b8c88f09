/* records.c - records are counted when whole and in order, and not else. */
#include "harness/records.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#define SIZE 11 /* "00:000000 " and the newline */

static int count(char *output, size_t *bad)
{
    struct run run = { .output = output, .output_length = strlen(output) };
    return records_count(&run, SIZE, 2, bad);
}

Test(records, of_two_writers_in_any_mixture)
{
    char none[] = "", three[] = "01:000000 \n00:000000 \n01:000001 \n";
    size_t bad;
    cr_assert_eq(count(none, &bad), 0);
    cr_assert_eq(count(three, &bad), 3);
}

Test(records, not_whole_or_not_in_order)
{
    static const char *const second[] = {
        "00:0000",      /* cut off */
        "01:000001 \n", /* its writer's first is missing */
        "00:000000 \n", /* came already */
        "02:000000 \n", /* there is no such writer */
        "01:0000001\n", /* mixed */
        "01:000000 0",  /* no end */
    };
    for (size_t i = 0; i < sizeof second / sizeof second[0]; i++) {
        char output[100];
        size_t bad = 0;
        (void)snprintf(output, sizeof output, "00:000000 \n%s", second[i]);
        cr_assert_eq(count(output, &bad), -1, "%s", second[i]);
        cr_assert_eq(bad, SIZE, "%s", second[i]);
    }
}

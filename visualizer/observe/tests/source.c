/* source.c - which files only help those who call them. */
#include "observe/source.h"

#include <criterion/criterion.h>

TestSuite(source, .timeout = 60);

Test(source, helpers_of_a_program_in_several_files)
{
    cr_assert(source_is_helper("main.c", "main.c"));
    cr_assert(source_is_helper("main.c", "main_gate.c"));
    cr_assert_not(source_is_helper("main.c", "gate.c"));
    cr_assert_not(source_is_helper("main.c", "mainly.c"));
    cr_assert_not(source_is_helper("main.c", "main"));
    cr_assert_not(source_is_helper(NULL, "main.c"));
}

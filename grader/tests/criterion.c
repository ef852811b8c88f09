/* criterion.c - stands in every suite for the library that Criterion compares
 * texts with when it prints a failed cr_assert(eq(str, a, b)).
 *
 * That library, libgit2, reads the list of all certificates at its start, which
 * is at the start of every test: 8 ms each. No suite compares texts in that way:
 * what a student is told is made in harness/. See grader/setup/criterion.sh.
 */
int git_libgit2_init(void);
int git_libgit2_shutdown(void);
int git_diff_buffers(void);

int git_libgit2_init(void)
{
    return 1; /* so many have asked for it */
}

int git_libgit2_shutdown(void)
{
    return 0;
}

/* Criterion then prints no difference. */
int git_diff_buffers(void)
{
    return -1;
}

/* test_submission.c - only plain files with the right names are taken. */
#include "report/submission.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static char place[] = "/tmp/test-submission-XXXXXX";
static char *names[] = { (char[]){ "a.c" }, (char[]){ "b.c" } };
static const struct lab lab = { .files = names, .file_count = 2 };

static void begin(void)
{
    cr_assert_not_null(mkdtemp(place));
    cr_assert_eq(chdir(place), 0);
}

static void end(void)
{
    (void)unlink("a.c");
    (void)rmdir("a.c");
    (void)unlink("b.c");
    (void)rmdir(place);
}

TestSuite(submission, .init = begin, .fini = end);

static void put(const char *name, const char *text)
{
    FILE *out = fopen(name, "we");

    cr_assert_not_null(out);
    (void)fputs(text, out);
    cr_assert_eq(fclose(out), 0);
}

static int read_here(struct submission *submission)
{
    int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = submission_read(submission, fd, &lab);

    (void)close(fd);
    return result;
}

static uint64_t hash_here(void)
{
    struct submission submission;

    cr_assert_eq(read_here(&submission), 0, "%s", submission.problem);
    uint64_t hash = submission.hash;
    submission_clear(&submission);
    return hash;
}

static void expect_refused(const char *problem)
{
    struct submission submission;

    put("b.c", "b");
    cr_assert_eq(read_here(&submission), -1);
    cr_assert_not_null(strstr(submission.problem, problem), "%s",
                       submission.problem);
    submission_clear(&submission);
}

Test(submission, takes_plain_files)
{
    struct submission submission;

    put("a.c", "one\ntwo");
    put("b.c", "");
    cr_assert_eq(read_here(&submission), 0);
    cr_assert_eq(submission.files[0].size, 7);
    cr_assert_str_eq(submission.files[0].data, "one\ntwo");
    cr_assert_eq(submission.files[1].size, 0);
    submission_clear(&submission);
}

Test(submission, the_hash_sees_every_byte_and_where_it_is)
{
    put("a.c", "xy");
    put("b.c", "z");
    uint64_t first = hash_here();
    cr_assert_eq(first, hash_here());
    put("a.c", "x");
    put("b.c", "yz");
    cr_assert_neq(first, hash_here());
}

Test(submission, missing)
{
    expect_refused("holds no a.c");
}

Test(submission, folder)
{
    cr_assert_eq(mkdir("a.c", 0700), 0);
    expect_refused("a folder");
}

Test(submission, link)
{
    cr_assert_eq(symlink("/etc/passwd", "a.c"), 0);
    expect_refused("a symbolic link");
}

Test(submission, fifo, .timeout = 10)
{
    cr_assert_eq(mkfifo("a.c", 0700), 0);
    expect_refused("a FIFO"); /* and nobody waits for a writer */
}

Test(submission, socket)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "a.c" };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    expect_refused("a socket");
    (void)close(fd);
}

Test(submission, too_large)
{
    put("a.c", "");
    cr_assert_eq(truncate("a.c", SUBMISSION_FILE_MAX), 0);
    put("b.c", "b");
    (void)hash_here(); /* just the size that is allowed */
    cr_assert_eq(truncate("a.c", SUBMISSION_FILE_MAX + 1), 0);
    expect_refused("more than 1 MiB");
}

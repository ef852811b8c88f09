/* students.h - who handed something in: one folder each, any name. */
#ifndef BATCH_STUDENTS_H
#define BATCH_STUDENTS_H

struct students {
    char **names; /* as they are on disk, sorted bytewise */
    int count;
};

/* Lists the entries of the folder `fd` (which stays the caller's); plain files
 * whose name begins with a dot are left out. Returns 0, or -1 with errno. */
int students_list(struct students *students, int fd);
void students_clear(struct students *students);

/* A name for files about this student, malloc'd, the same every time and
 * another one for every other student:
 *   a-z A-Z 0-9 . _ - are kept (not . or - in front), other bytes become %2C;
 *   what gets longer than 150 bytes is cut there and ends with ~ and a hash. */
char *student_file_name(const char *name);

#endif

/* proc_text.h - small files of /proc as text, and the fields in them. proc(5)
 *
 * What stands in /proc/PID/fdinfo, status, timers and in /proc/locks is read
 * here without touching the process it tells about.
 */
#ifndef OBSERVE_PROC_TEXT_H
#define OBSERVE_PROC_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The whole of /proc/PID/NAME, of /proc/NAME when pid is 0; malloc'd, or NULL
 * with errno. */
char *proc_text(pid_t pid, const char *name);

/* The same of /proc/PID/fdinfo/FD. */
char *proc_fdinfo(pid_t pid, int fd);

/* The number behind the first "Key:" that begins a line, in this base. False if
 * there is none; then *value is left as it was. */
bool proc_field(const char *text, const char *key, int base, int64_t *value);

/* Do both descriptors name the same open file? False also when the kernel does
 * not tell. kcmp(2) */
bool proc_same_file(pid_t left, int left_fd, pid_t right, int right_fd);

/* Is what epoll watches as `target` still descriptor target of pid? *known is
 * false when the kernel does not tell. kcmp(2), KCMP_EPOLL_TFD */
bool proc_epoll_watches(pid_t pid, int epoll_fd, int target, bool *known);

#endif

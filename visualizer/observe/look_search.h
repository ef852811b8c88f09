/* look_search.h - the descriptors of others, compared with those looked at.
 *
 * Of a process whose descriptors may not be seen (another user's) it is known
 * who its ancestors are. If one of them is looked at, or is in a session with
 * one that is, it may have inherited anything: then every object is taken for
 * held. Others could have got a descriptor only by a message (SCM_RIGHTS).
 */
#ifndef OBSERVE_LOOK_SEARCH_H
#define OBSERVE_LOOK_SEARCH_H

#include "observe/look_private.h"

struct search {
    struct trace *trace;
    int *needed; /* by object id: access that matters of others, 0: none */
    bool *held;  /* by object id: found with others */
    int *sessions, session_count;
    bool fifos;   /* are there objects that are known by a path? */
    bool unknown; /* somebody may have anything */
};

/* Finds out what is sought: pipes, FIFOs and sockets, and of those that somebody
 * waits for the end that could wake him. */
void search_open(struct search *search, struct trace *trace);
void search_close(struct search *search);
bool search_is_for(const struct object *object);

/* Looks through one process; false if its descriptors may not be seen. */
bool search_process(struct search *search, pid_t pid, bool *holds);

/* Through all that are not looked at; who has something becomes look->holders. */
void search_all(struct search *search);

#endif

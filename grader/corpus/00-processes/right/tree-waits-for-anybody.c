/* A node waits for any child, as often as it has children.
 * expect: full points
 */
/* GAP(0.4b) */
    int word;

    for (int left = children; left > 0;) {
        if (wait(&word) == -1)
            continue; /* EINTR: there are children */
        left--;
        if (WIFEXITED(word))
            leaves += WEXITSTATUS(word);
    }

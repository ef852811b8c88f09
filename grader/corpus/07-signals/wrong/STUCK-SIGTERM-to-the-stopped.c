/* STUCK: SIGTERM waits until a stopped process is continued.
 * expect: STUCK in 7.7 at HERE
 */
/* GAP(7.7c) */
        if (!schedule->ended[i]) {
            int word;

            kill(schedule->pids[i], SIGTERM);
            waitpid(schedule->pids[i], &word, 0); /* HERE */
        }

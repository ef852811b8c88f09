/* OUT: who has had a turn begins at once with the first again.
 * expect: OUT in 7.7 no line
 */
/* REPLACE(run_rounds) */
static int run_rounds(struct schedule *schedule, int slice_ms, int rounds,
                      void (*turn)(int number))
{
    int ended = 0;

    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < schedule->count - 1; i++) {
            if (schedule->ended[i])
                continue;
            turn(i);
            schedule->ended[i] =
                give_turn(schedule, schedule->pids[i], slice_ms);
            ended += schedule->ended[i];
        }
    }
    return ended;
}

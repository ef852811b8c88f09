/* SIG-09: the program starts with what the caller has blocked.
 * expect: SIG-09 in 7.6 at HERE
 */
/* REPLACE(become) */
_Noreturn static void become(char *const argv[])
{
    struct sigaction action = { .sa_handler = SIG_DFL };

    sigemptyset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &action, NULL);
    execvp(argv[0], argv); /* HERE */
    _exit(127);
}

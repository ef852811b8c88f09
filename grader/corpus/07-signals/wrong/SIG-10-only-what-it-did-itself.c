/* SIG-10: SIGINT and SIGQUIT are put back, but not what the caller ignores.
 * expect: SIG-10 in 7.6 at HERE
 */
/* REPLACE(become) */
_Noreturn static void become(char *const argv[])
{
    sigset_t none;

    sigemptyset(&none);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(argv[0], argv); /* HERE */
    _exit(127);
}

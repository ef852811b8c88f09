/* SIG-10: the program starts with SIGINT and SIGQUIT ignored.
 * expect: SIG-10 in 7.6 at HERE
 */
/* REPLACE(become) */
_Noreturn static void become(char *const argv[])
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(argv[0], argv); /* HERE */
    _exit(127);
}

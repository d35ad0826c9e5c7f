/* Measures the time and peak memory of a program. */
#include "measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* On Linux the peak of this program; elsewhere it may include that of its parent. */
long measure_peak_kib(void)
{
    static const char name[] = "VmHWM:";
    char line[200];
    long peak = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && peak == 0 && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, name, sizeof name - 1) == 0)
            peak = strtol(line + sizeof name - 1, NULL, 10);
    if (status != NULL)
        fclose(status);
    struct rusage usage;
    if (peak == 0 && getrusage(RUSAGE_SELF, &usage) == 0)
        peak = usage.ru_maxrss;
    return peak;
}

static _Noreturn void become(char **command)
{
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0)
        execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

bool measure_program(char **command)
{
    double start = measure_now();
    pid_t child = fork();
    if (child == 0)
        become(command);
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return false;
    double seconds = measure_now() - start;
    struct rusage usage;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || getrusage(RUSAGE_CHILDREN, &usage) != 0)
        return false;
    printf("{\"seconds\": %.9f, \"peak_kib\": %ld}\n", seconds, usage.ru_maxrss);
    return true;
}

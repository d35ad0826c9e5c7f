/* csv_by_hand DATA.csv ANSWERS.csv: the hand-written program that the command line is compared
 * with. */
#include "csv_by_hand.h"

#include <fcntl.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    if (count != 3) {
        fputs("csv_by_hand DATA.csv ANSWERS.csv\n", stderr);
        return 2;
    }
    int from = open(arguments[1], O_RDONLY);
    int to = open(arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    bool done = from >= 0 && to >= 0 && bench_csv_decide(from, to) && close(to) == 0;
    if (!done)
        perror("csv_by_hand");
    return done ? 0 : 2;
}

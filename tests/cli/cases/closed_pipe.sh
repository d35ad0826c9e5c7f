# The reader closes the pipe before any data is written.
mkfifo pipe data
{
    schoolcat evaluate rules.yaml - --today 2009-01-31 >pipe <data
    echo "exit $?" >&2
} &
exec 3<pipe
exec 3<&-
cat schools.csv >data
wait
rm pipe data

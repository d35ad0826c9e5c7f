# Semicolons, tabs, a byte order mark, CR LF, CR, blank lines, quotes, no line end at the end.
try() {
    schoolcat evaluate rules.yaml "$@" --today 2009-01-31 --columns Name,category
    echo "exit $?" >&2
}
printf 'Name;teaching;rank\r\n"A; B";good;60\r\n\r\nC;inadequate;"1"' >semicolon.csv
try semicolon.csv
printf '\357\273\277Name\tteaching\nA, B\tgood\n' >tab.txt
try tab.txt
printf 'Name,teaching\r"A\rB",good\rC,good\r' >return.csv
try return.csv
printf 'Name|teaching\nA|good\n' >bar.csv
try --separator '|' bar.csv
printf 'Name,teaching\n"two\nlines",good\n,,\n,\n"a ""quoted"" word",wrong\n' >lines.csv
try lines.csv
try --from csv - <semicolon.csv

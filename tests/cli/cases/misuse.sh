# Each line: the arguments and the exit code.
try() {
    echo "\$ schoolcat $*" >&2
    schoolcat "$@"
    echo "exit $?" >&2
}
try
try whatif
try evaluate
try evaluate rules.yaml
try evaluate rules.yaml schools.csv more.csv
try evaluate rules.yaml schools.csv --colums a
try evaluate rules.yaml schools.csv -x
try evaluate rules.yaml schools.csv --to
try evaluate rules.yaml schools.csv --to excel
try evaluate rules.yaml schools.csv --from excel
try evaluate rules.yaml schools.csv --separator abc
try evaluate rules.yaml schools.csv --on-error=ignore
try evaluate rules.yaml schools.csv --set low_rank
try evaluate rules.yaml schools.csv --assume =3
try evaluate rules.yaml schools.csv --today 1/1/2009
try evaluate rules.yaml schools.csv --today 2009-02-30
try evaluate - -
try evaluate rules.yaml schools.csv -o out.csv --rejects out.csv
try evaluate rules.yaml schools.dat
try evaluate --help=yes
try explain rules.yaml schools.csv
try explain rules.yaml schools.csv --row 1 --key URN=900001
try explain rules.yaml schools.csv --row none
try explain rules.yaml schools.csv --row 0
try explain rules.yaml schools.csv --key URN
try explain rules.yaml schools.csv --row 1 --format html
try check
try check rules.yaml --format xml
try check rules.yaml --fail-level info
try test

schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 >/dev/full
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 -o /dev/full
echo "exit $?" >&2
schoolcat evaluate rules.yaml bad.csv --today 2009-01-31 --on-error=missing --rejects /dev/full >/dev/null
echo "exit $?" >&2
schoolcat check rules.yaml >/dev/full
echo "exit $?" >&2
schoolcat explain rules.yaml schools.csv --row 1 --today 2009-01-31 >/dev/full
echo "exit $?" >&2
schoolcat --help >/dev/full

schoolcat explain rules.yaml bad.csv --row 1 --today 2009-01-31
echo "exit $?" >&2
schoolcat explain rules.yaml bad.csv --row 1 --today 2009-01-31 --on-error missing --format json | grep -E "Invented|title" | head -n 1

schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 -o nowhere/result.csv
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 -o .

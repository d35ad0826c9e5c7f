schoolcat explain rules.yaml schools.csv --row 5 --today 2009-01-31
echo "exit $?" >&2
schoolcat explain rules.yaml schools.csv --key URN=1 --today 2009-01-31
echo "exit $?" >&2
schoolcat explain rules.yaml schools.csv --key Number=1 --today 2009-01-31

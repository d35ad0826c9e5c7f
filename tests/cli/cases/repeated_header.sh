printf 'URN,Name,Name,teaching\n1,a,b,good\n' >repeated.csv
schoolcat evaluate rules.yaml repeated.csv --today 2009-01-31
echo "exit $?" >&2
schoolcat evaluate rules.yaml repeated.csv --today 2009-01-31 --keep URN --columns URN,category

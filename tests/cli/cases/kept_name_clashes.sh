printf 'URN,category,teaching\n1,A,good\n' >clash.csv
schoolcat evaluate rules.yaml clash.csv --today 2009-01-31
echo "exit $?" >&2
schoolcat evaluate rules.yaml clash.csv --today 2009-01-31 --keep URN --columns URN,category

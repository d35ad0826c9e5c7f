printf 'URN,Name,teaching\n1,St Mary\222s Invented School,good\n2,Invented,g\351\n' >latin.csv
schoolcat evaluate rules.yaml latin.csv --today 2009-01-31 --columns URN,Name,category
echo "exit $?" >&2
schoolcat evaluate rules.yaml latin.csv --today 2009-01-31 --columns URN,Name,category --on-error=missing --to ndjson

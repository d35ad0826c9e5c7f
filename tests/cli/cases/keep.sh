schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --keep URN,rank --columns Rank,category,URN
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --keep URN,rank --columns rank,category,URN
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --keep= --columns category
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --keep Nobody

schoolcat evaluate rules.yaml schools.csv --columns URN,categori
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.csv --columns URN,category,URN

schoolcat check rules.yaml stockton
echo "exit $?"
schoolcat check - <rules.yaml
echo "exit $?"
sed '/^authority/d' rules.yaml >anonymous.yaml
schoolcat check anonymous.yaml
echo "exit $?"
schoolcat check anonymous.yaml --fail-level warning --format compact
echo "exit $?"
schoolcat evaluate anonymous.yaml schools.csv --today 2009-01-31 --columns category
echo "exit $?"
rm anonymous.yaml

# An input is never overwritten, by whatever path the output is named.
ln schools.csv same.csv
for output in schools.csv ./same.csv rules.yaml; do
    schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 -o "$output"
    echo "exit $?" >&2
done
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 -o out.csv --rejects ./schools.csv
echo "exit $?" >&2
rm same.csv

# No output file is created, and an existing one stays unchanged.
echo old >result.csv
schoolcat evaluate rules.yaml bad.csv --today 2009-01-31 -o result.csv --rejects rejects.csv
echo "exit $?" >&2
schoolcat evaluate rules.yaml bad.csv --today 2009-01-31 -o fresh.csv 2>/dev/null
cat result.csv

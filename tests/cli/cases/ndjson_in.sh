schoolcat evaluate rules.yaml schools.ndjson --today 2009-01-31 --columns URN,Name,category,category_possible --to ndjson
echo "exit $?" >&2
schoolcat evaluate rules.yaml schools.ndjson --today 2009-01-31 --keep Name,Tags,Extra --columns Name,Tags,Extra,since_inspection

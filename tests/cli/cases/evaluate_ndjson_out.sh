schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --to ndjson

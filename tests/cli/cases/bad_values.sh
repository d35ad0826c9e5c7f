schoolcat evaluate rules.yaml bad.csv --today 2009-01-31 --columns URN,category

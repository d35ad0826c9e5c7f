schoolcat evaluate rules.yaml bad.csv --today 2009-01-31 --on-error=missing --rejects rejects.csv --columns URN,category,category_possible

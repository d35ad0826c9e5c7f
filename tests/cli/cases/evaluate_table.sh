schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --to table --columns URN,Name,category,category_possible,since_inspection

schoolcat evaluate - schools.csv --today 2009-01-31 --columns category <rules.yaml
schoolcat evaluate rules.yaml - --today 2009-01-31 --columns category -o - <schools.csv
schoolcat explain rules.yaml - --from ndjson --row 2 --today 2009-01-31 <schools.ndjson | grep -E "Invented|title" | head -n 1

# Checks only which school is explained; tests/explain has the texts.
schoolcat explain rules.yaml schools.csv --key URN=900002 --today 2009-01-31 >text
head -n 1 text
schoolcat explain rules.yaml schools.csv --row 1 --format markdown -o page.md --today 2009-01-31
grep -c 'Invented Primary, Northtown' page.md
schoolcat explain rules.yaml schools.csv --key 'name=Invented Nursery' --format json --today 2009-01-31 >json
grep -c 'Invented Nursery (name=Invented Nursery)' json
rm text page.md json

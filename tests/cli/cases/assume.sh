schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --assume threat=true --assume laestab=1234567 --columns URN,category,category_rule,category_assumed

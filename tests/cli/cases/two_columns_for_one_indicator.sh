printf 'URN,Teaching and learning,TEACHING\n1,good,good\n' >two.csv
schoolcat evaluate rules.yaml two.csv --today 2009-01-31

# Without --today the local date is taken, and this is said.
schoolcat evaluate rules.yaml schools.csv --columns URN,category

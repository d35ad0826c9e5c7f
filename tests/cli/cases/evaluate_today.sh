# Without --today the local date is used, with a message.
schoolcat evaluate rules.yaml schools.csv --columns URN,category

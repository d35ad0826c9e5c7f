cat >bad.ndjson <<'END'
{"URN": 1, "teaching": 5, "rank": "101", "complaints": 2.5, "threat": "maybe", "inspected": 2008}
{"URN": 2, "teaching": true, "rank": [1], "complaints": 9007199254740993, "threat": {}, "inspected": "2008-13-01", "laestab": 123}
{"URN": 3, "teaching": "1", "rank": "12%", "complaints": "1,000", "threat": 1, "inspected": "1/9/2008", "laestab": "8609001"}
END
schoolcat evaluate rules.yaml bad.ndjson --today 2009-01-31 --on-error=missing --columns URN,category,since_inspection

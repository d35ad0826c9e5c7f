try() {
    printf "$1" >broken.ndjson
    schoolcat evaluate rules.yaml broken.ndjson --today 2009-01-31 --columns category
    echo "exit $?" >&2
}
try '{"teaching": "good"}\n{"teaching": good}\n'
try '{"teaching": "good"}\n["good"]\n'
try '{"teaching": "good", "teaching": "good"}\n'
try '{"teaching": "good", "Teaching and learning": "good"}\n'
try '{"teaching": "good"}\n{"teaching": "good", "TEACHING": "good"}\n'
try '{"teaching": "go\\u0000od"}\n'
try '{"teaching": "go\351od"}\n'
try '{"teaching": "good"\n}\n'
rm broken.ndjson

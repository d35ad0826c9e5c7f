try() {
    schoolcat evaluate rules.yaml "$1" --today 2009-01-31 --columns category
    echo "exit $?" >&2
}
: >empty.csv
printf '\n\n' >blank.csv
printf '\357\273\277' >mark.csv
printf 'teaching\n' >header.csv
: >empty.ndjson
for file in empty.csv blank.csv mark.csv header.csv empty.ndjson; do
    try $file
done

#!/bin/sh
# tests_file.sh SCHOOLCAT FILE.tests.yaml CASES: the tests pass, there are at least CASES, each cites
# its clause, every rule fires and every outcome is reached (`schoolcat test` itself does not fail
# for a lack of coverage).
program=$1 file=$2 min=$3
report=$("$program" test --coverage "$file")
ended=$?
printf '%s\n' "$report"
[ "$ended" -eq 0 ] || exit 1
cases=$(grep -c '^  - name: ' "$file") cited=$(grep -c '^    source: ' "$file")
passed=$(printf '%s\n' "$report" | sed -n 's/^\([0-9]*\) passed, 0 failed\.$/\1/p')
if [ "${passed:-0}" -lt "$min" ] || [ "$cases" -ne "$passed" ] || [ "$cited" -ne "$cases" ]; then
    echo "of $cases cases, at least $min, $passed passed and $cited cite a clause"
    exit 1
fi
printf '%s\n' "$report" | grep -q '^Every rule has fired, every outcome was reached' || {
    echo "there are rules that never fire, or outcomes that are never reached"
    exit 1
}

#!/bin/sh
# tests_file.sh SCHOOLCAT FILE.tests.yaml CASES: the tests pass, there are at least so many, each cites its clause, every rule fires and every
# outcome is reached (gaps of coverage alone are no failure of `schoolcat test`).
program=$1 file=$2 least=$3
said=$("$program" test --coverage "$file")
ended=$?
printf '%s\n' "$said"
[ "$ended" -eq 0 ] || exit 1
cases=$(grep -c '^  - name: ' "$file") cited=$(grep -c '^    source: ' "$file")
passed=$(printf '%s\n' "$said" | sed -n 's/^\([0-9]*\) passed, 0 failed\.$/\1/p')
if [ "${passed:-0}" -lt "$least" ] || [ "$cases" -ne "$passed" ] || [ "$cited" -ne "$cases" ]; then
    echo "of $cases cases, at least $least, $passed passed and $cited cite a clause"
    exit 1
fi
printf '%s\n' "$said" | grep -q '^Every rule has fired, every outcome was reached' || {
    echo "there are rules that never fire, or outcomes that are never reached"
    exit 1
}

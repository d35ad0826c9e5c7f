#!/bin/sh
# exports.sh LIBRARY HEADER: the shared library exports exactly the functions that the header declares.
set -eu
library=$1
header=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

nm -D --defined-only "$library" | awk '$2 != "A" {sub(/@.*/, "", $3); print $3}' | sort >"$work/exported"
# A declaration begins with SCHOOLCAT_API; its name is before the first bracket.
tr '\n' ' ' <"$header" | grep -oE 'SCHOOLCAT_API [^;{(]*[ *]schoolcat_[a-z0-9_]+\(' |
    grep -oE 'schoolcat_[a-z0-9_]+\($' | tr -d '(' | sort >"$work/declared"
[ -s "$work/declared" ] || { echo "no declaration found in $header"; exit 1; }

if ! diff "$work/declared" "$work/exported" >"$work/difference"; then
    echo "declared in the header (<) and exported by the library (>) differ:"
    cat "$work/difference"
    exit 1
fi
echo "$(wc -l <"$work/exported") functions, as declared"

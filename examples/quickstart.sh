#!/bin/sh
# quickstart.sh: from a fresh copy of this project to categorised schools. Installs what is missing (Debian packages, by
# apt-get), builds in ./build, and sorts a dozen invented schools under two authorities' rules. Can be run again and again.
set -eu
cd "$(dirname "$0")/.."

echo "1. What is needed to build"
sh tests/install-dependencies.sh build
echo "   is there."

echo "2. Building in ./build"
mkdir -p build
generator="-G Ninja"
[ ! -f build/CMakeCache.txt ] || generator=
# shellcheck disable=SC2086
{
    cmake -S . -B build $generator -DCMAKE_BUILD_TYPE=Release -DSCHOOLCAT_BUILD_TESTS=OFF &&
        cmake --build build
} >build/quickstart.log 2>&1 || {
    cat build/quickstart.log
    echo "The build failed; what it said stands above and in build/quickstart.log." >&2
    exit 1
}
echo "   done: build/bin/schoolcat"

# Shows a command and what it prints; what it says besides goes to the log, unless it fails.
show() {
    echo
    echo "\$ build/bin/schoolcat $*"
    build/bin/schoolcat "$@" 2>>build/quickstart.log || {
        tail -n 20 build/quickstart.log
        exit 1
    }
}
echo
echo "3. A dozen schools, all of them invented (examples/schools.csv), under the rules of two authorities."
echo "   'possible': what can still come about once what is missing is known; '-' stands for no outcome."
show evaluate rules/staffordshire.yaml examples/schools.csv --to table --today 2009-01-15 \
    --columns Name,category,category_possible,support,stage
show evaluate rules/stockton.yaml examples/schools.csv --to table --today 2009-01-15 \
    --columns Name,category,category_possible,support

echo
echo "4. Why Dunmoor Primary (invented) is in Staffordshire's category 4: the beginning of its explanation"
show explain rules/staffordshire.yaml examples/schools.csv --key Reference=I04 --today 2009-01-15 >build/explanation.txt
sed '/^Level of support/,$d' build/explanation.txt
echo "The rest - its support, its stage of concern, the advice - stands in build/explanation.txt."

#!/bin/sh
# quickstart.sh: installs missing dependencies (Debian packages, by apt-get), builds in ./build, and
# categorises a dozen invented schools under the rules of two authorities. May be run repeatedly.
set -eu
cd "$(dirname "$0")/.."

echo "1. Installing what is needed to build"
sh tests/install-dependencies.sh build
echo "   done"

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
    echo "The build failed; its output is above and in build/quickstart.log." >&2
    exit 1
}
echo "   done: build/bin/schoolcat"

# Shows a command and its output; its standard error goes to the log, and is shown if it fails.
show() {
    echo
    echo "\$ build/bin/schoolcat $*"
    build/bin/schoolcat "$@" 2>>build/quickstart.log || {
        tail -n 20 build/quickstart.log
        exit 1
    }
}
echo
echo "3. Evaluating a dozen invented schools (examples/schools.csv) under the rules of two authorities"
echo "   'possible': the outcomes possible once the missing values are known; '-': no outcome."
show evaluate rules/staffordshire.yaml examples/schools.csv --to table --today 2009-01-15 \
    --columns Name,category,category_possible,support,stage
show evaluate rules/stockton.yaml examples/schools.csv --to table --today 2009-01-15 \
    --columns Name,category,category_possible,support

echo
echo "4. Explaining why Dunmoor Primary (invented) is in category 4 of Staffordshire (first part)"
show explain rules/staffordshire.yaml examples/schools.csv --key Reference=I04 \
    --today 2009-01-15 >build/explanation.txt
sed '/^Level of support/,$d' build/explanation.txt
echo "The rest (support, stage of concern, advice) is in build/explanation.txt."

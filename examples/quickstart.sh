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
{
    if [ ! -f build/CMakeCache.txt ]; then
        cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSCHOOLCAT_BUILD_TESTS=OFF
    fi
    cmake --build build
} >build/quickstart.log 2>&1 || {
    cat build/quickstart.log
    echo "The build failed; what it said stands above and in build/quickstart.log." >&2
    exit 1
}
PATH=$PWD/build/bin:$PATH
SCHOOLCAT_RULES=$PWD/rules
export PATH SCHOOLCAT_RULES
echo "   done: build/bin/schoolcat"

show() {
    echo
    echo "\$ schoolcat $*"
    schoolcat "$@"
}
echo "3. A dozen schools, all of them invented (examples/schools.csv), under the rules of two authorities"
show evaluate staffordshire examples/schools.csv --keep Name --columns category,category_possible,support,stage --to table
show evaluate stockton examples/schools.csv --keep Name --columns category,category_possible,support --to table

echo
echo "4. Why"
show explain staffordshire examples/schools.csv --key Reference=I04

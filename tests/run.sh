#!/bin/sh
# run.sh: runs all tests. Installs missing dependencies (Debian packages, by apt-get), builds in
# ./build-tests with warnings as errors, and runs the tests three times: plain, with
# AddressSanitizer and UndefinedBehaviorSanitizer, and, those of threads, with ThreadSanitizer. Then
# it tests the Python package installed by pip. The last line has the totals; the exit code is 0 if
# no test failed.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$PWD
work=$top/build-tests
jobs=$(getconf _NPROCESSORS_ONLN)
passed=0 failed=0 skipped=0
skips=$work/skips.txt

sh tests/install-dependencies.sh test || exit 1
mkdir -p "$work" && : >"$skips" || exit 1

step() {
    echo
    echo "== $*"
}

# build FOLDER TARGET OPTIONS...: configures and builds; prints only errors and warnings.
build() {
    folder=$1 target=$2
    shift 2
    log=$work/$folder.log
    if ! { cmake -S "$top" -B "$work/$folder" -G Ninja -DSCHOOLCAT_WERROR=ON "$@" &&
        cmake --build "$work/$folder" -j "$jobs" --target "$target"; } >"$log" 2>&1; then
        grep -vE '^(\[[0-9/]+\] (Building|Linking|Generating)|-- )' "$log"
        echo "the build in $work/$folder failed" >&2
        exit 1
    fi
    grep -E 'No .*: ' "$log"
}

# run FOLDER OPTIONS...: runs ctest, adds its counts to the totals, and notes skipped tests with
# their reasons.
run() {
    folder=$1
    shift
    results=$work/$folder.xml
    ctest --test-dir "$work/$folder" -j "$jobs" --output-on-failure --no-tests=error --timeout 300 \
        --output-junit "$results" "$@" || [ $? -eq 8 ] || failed=$((failed + 1))
    python3 tests/junit.py "$results" "$folder" >"$work/$folder.counts" || exit 1
    read -r p f s <"$work/$folder.counts"
    sed 1d "$work/$folder.counts" >>"$skips"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

step "Building, warnings as errors"
build plain all -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHOOLCAT_BUILD_PYTHON=ON \
    -DSCHOOLCAT_BUILD_LUA=ON -DSCHOOLCAT_BUILD_BENCH=ON
step "Tests"
run plain

step "Building with AddressSanitizer and UndefinedBehaviorSanitizer"
build sanitize all -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHOOLCAT_SANITIZE=address,undefined \
    -DSCHOOLCAT_BUILD_PYTHON=ON -DSCHOOLCAT_BUILD_LUA=ON
step "Tests with the sanitizers"
# The mutation test needs no sanitizers.
run sanitize -LE faults

step "Tests of threads with ThreadSanitizer"
build thread threads -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHOOLCAT_SANITIZE=thread
build thread schoolcat_cli -DSCHOOLCAT_SANITIZE=thread
run thread -L threads

step "Tests of the Python package, installed by pip into a virtual environment"
python=$work/venv/bin/python
if { [ -x "$python" ] || python3 -m venv "$work/venv"; } >"$work/pip.log" 2>&1 &&
    "$python" -m pip install --quiet --force-reinstall "$top" >>"$work/pip.log" 2>&1 &&
    (cd "$work" && "$python" -m unittest discover -s "$top/bindings/python/tests") \
        >"$work/python.log" 2>&1; then
    tail -n 3 "$work/python.log"
    passed=$((passed + 1))
else
    cat "$work/pip.log" "$work/python.log" 2>/dev/null
    failed=$((failed + 1))
fi

step "Result"
if [ -s "$skips" ]; then
    echo "Skipped:"
    cat "$skips"
    # ../shared has data that the repository may not contain. Where it exists, no test may be
    # skipped for its lack.
    if [ -d "$top/../shared/data" ] && grep -q '\.\./shared' "$skips"; then
        echo "../shared exists, but a test was skipped for its lack"
        failed=$((failed + 1))
    fi
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

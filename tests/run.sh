#!/bin/sh
# run.sh: every test of the project. Installs what is missing (Debian packages, by apt-get), builds in ./build-tests with
# warnings as errors, runs the tests, once more under AddressSanitizer and UndefinedBehaviorSanitizer, those of threads
# under ThreadSanitizer, then the Python package as pip installs it. The last line counts them all; the exit code is 0 when none failed.
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

# build FOLDER TARGET OPTIONS...: configures and builds, showing what went wrong only.
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

# run FOLDER OPTIONS...: ctest, its counts added up, its skipped tests noted with their reasons.
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
build plain all -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHOOLCAT_BUILD_PYTHON=ON -DSCHOOLCAT_BUILD_LUA=ON -DSCHOOLCAT_BUILD_BENCH=ON
step "Tests"
run plain

step "Building under AddressSanitizer and UndefinedBehaviorSanitizer"
build sanitize all -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHOOLCAT_SANITIZE=address,undefined \
    -DSCHOOLCAT_BUILD_PYTHON=ON -DSCHOOLCAT_BUILD_LUA=ON
step "Tests under the sanitizers"
# Faults put in on purpose are as well noticed without.
run sanitize -LE faults

step "Threads under ThreadSanitizer"
build thread threads -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHOOLCAT_SANITIZE=thread
build thread schoolcat_cli -DSCHOOLCAT_SANITIZE=thread
run thread -L threads

step "The Python package, installed by pip into an environment of its own"
python=$work/venv/bin/python
if { [ -x "$python" ] || python3 -m venv "$work/venv"; } >"$work/pip.log" 2>&1 &&
    "$python" -m pip install --quiet --force-reinstall "$top" >>"$work/pip.log" 2>&1 &&
    (cd "$work" && "$python" -m unittest discover -s "$top/bindings/python/tests") >"$work/python.log" 2>&1; then
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
    # The data that the project may not carry: where it is there, a test that did without it has not been run.
    if [ -d "$top/../shared/data" ] && grep -q '\.\./shared' "$skips"; then
        echo "../shared is there, and yet a test was skipped for its lack"
        failed=$((failed + 1))
    fi
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

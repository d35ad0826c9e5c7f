#!/bin/sh
# run.sh [--quick] [--json FILE]: builds the library and the benchmark in ./build-bench (or
# $BENCH_BUILD) and runs it. The report goes to standard output and, with its plots, to
# build-bench/bench. --quick takes under a minute and omits the peers; otherwise the peers (peers/)
# run that are installed or can be installed into build-bench.
set -eu
bench=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$bench/../.." && pwd)
build=${BENCH_BUILD:-$top/build-bench}
quick=no
for argument in "$@"; do
    [ "$argument" = --quick ] && quick=yes
done

mkdir -p "$build"
if ! { cmake -S "$top" -B "$build" -DCMAKE_BUILD_TYPE=Release -DSCHOOLCAT_BUILD_BENCH=ON \
    -DSCHOOLCAT_BUILD_CLI=ON -DSCHOOLCAT_BUILD_TESTS=OFF -DSCHOOLCAT_BUILD_EXAMPLES=OFF &&
    cmake --build "$build" -j "$(getconf _NPROCESSORS_ONLN)" \
        --target schoolcat_bench csv_by_hand schoolcat_cli; } >"$build/build.log" 2>&1; then
    cat "$build/build.log" >&2
    exit 1
fi

python='' modules=''
if [ "$quick" = no ]; then
    log=$build/peers.log
    if { [ -x "$build/python/bin/python" ] || python3 -m venv "$build/python"; } >"$log" 2>&1 &&
        "$build/python/bin/python" -m pip install --quiet -r "$bench/peers/requirements.txt" \
            >>"$log" 2>&1; then
        python=$build/python/bin/python
        # The Python package of this project is a contestant too.
        "$python" -m pip install --quiet --force-reinstall --no-deps "$top" >>"$log" 2>&1 ||
            cat "$log" >&2
    fi
    mkdir -p "$build/node" && cp "$bench/peers/package.json" "$build/node/"
    if (cd "$build/node" && npm install --no-audit --no-fund) >>"$log" 2>&1; then
        modules=$build/node/node_modules
    fi
fi

exec python3 "$bench/report.py" "$build" ${python:+--python "$python"} \
    ${modules:+--node-modules "$modules"} "$@"

#!/bin/sh
# consumer.sh CMAKE BUILD EXAMPLES WORK COMPILER: installs the library into a temporary folder and
# builds the examples against it by find_package and by pkg-config, shared and static.
set -eu
cmake=$1 build=$2 examples=$3 work=$4 compiler=$5
stage=$work/stage
rm -rf "$stage" "$work/consumer"
"$cmake" --install "$build" --prefix "$stage" >"$work/install.log"
rules=$stage/share/schoolcat/rules/staffordshire.yaml
libraries=$(dirname "$(find "$stage" -name 'libschoolcat.so')")

expect() {
    name=$1
    shift
    printed=$("$@" "$rules")
    case $printed in
    *category*) echo "$name: $printed" | head -n 2 ;;
    *) echo "$name printed: $printed"; exit 1 ;;
    esac
}

for linked in shared static; do
    "$cmake" -S "$examples/consumer" -B "$work/consumer/$linked" -G Ninja -DCMAKE_PREFIX_PATH="$stage" \
        -DCMAKE_C_COMPILER="$compiler" \
        -DCONSUMER_STATIC=$([ $linked = static ] && echo ON || echo OFF) >"$work/$linked.log"
    "$cmake" --build "$work/consumer/$linked" >>"$work/$linked.log" || {
        cat "$work/$linked.log"
        exit 1
    }
    expect "find_package, $linked" "$work/consumer/$linked/categorise"
done

PKG_CONFIG_PATH=$libraries/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
"$compiler" -std=c11 $(pkg-config --cflags schoolcat) "$examples/categorise.c" \
    -o "$work/consumer/by-pkg-config" $(pkg-config --libs schoolcat)
expect "pkg-config, shared" env LD_LIBRARY_PATH="$libraries" "$work/consumer/by-pkg-config"
# shellcheck disable=SC2046
"$compiler" -std=c11 $(pkg-config --cflags schoolcat) "$examples/categorise.c" \
    -o "$work/consumer/by-pkg-config-static" "$libraries/libschoolcat.a" $(pkg-config --static --libs schoolcat | sed 's/-lschoolcat//')
expect "pkg-config, static" "$work/consumer/by-pkg-config-static"

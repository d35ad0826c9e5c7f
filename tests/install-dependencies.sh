#!/bin/sh
# install-dependencies.sh build|test: on Debian, installs the missing packages needed to build the
# library and its command line (build), or to run all tests too (test). On other systems it prints
# the list of packages.
set -eu

build="gcc libc6-dev cmake ninja-build pkg-config
    libyaml-dev libpcre2-dev libmd-dev libutf8proc-dev uthash-dev libcsv-dev libjansson-dev"
test="$build g++ libcmocka-dev swig python3-dev python3-venv lua5.4 liblua5.4-dev lua-dkjson
    clang-format ca-certificates"

case ${1:-} in
build) wanted=$build ;;
test) wanted=$test ;;
*)
    echo "usage: $0 build|test" >&2
    exit 2
    ;;
esac

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Not a Debian system: nothing is installed. The required packages, by Debian name:"
    echo "  $wanted"
    exit 0
fi

missing=
# Unquoted, to be split at blanks and line ends.
for package in $wanted; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Debian packages are missing. Install them as root:" >&2
        echo "  apt-get install$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
echo "Installing Debian packages that are missing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086
if ! { $as_root apt-get update &&
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi

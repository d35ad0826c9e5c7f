#!/bin/sh
# format.sh CLANG_FORMAT SOURCE_FOLDER: every C file is as clang-format 14 (Debian 12's) writes it.
# Other versions format differently, so with one of them the test is skipped (exit code 77).
set -eu
program=$1
cd "$2"

if ! version=$("$program" --version 2>/dev/null); then
    echo "skipped: no clang-format. On Debian: apt-get install clang-format"
    exit 77
fi
case $version in
*" version 14."*) ;;
*)
    echo "skipped: the files are formatted by clang-format 14, and this is: $version"
    exit 77
    ;;
esac
find include lib bindings tests examples \( -name '*.c' -o -name '*.h' \) -print0 |
    xargs -0 "$program" --dry-run -Werror

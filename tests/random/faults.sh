#!/bin/sh
# faults.sh SOURCE BUILD COMPARE-LIBRARIES...: mutation test. Puts faults into copies of the sources
# of the library, one at a time, and expects the comparison with the naive evaluator to fail for
# each. An edit that no longer matches is a failure too: adapt it here.
set -u
source=$1 build=$2
shift 2
objects=$*
work=$build/faults
failures=0
: "${CC:=cc}"

rm -rf "$work"
mkdir -p "$work"

# fault NAME FILE EDIT SOURCES...: applies the sed script EDIT to FILE and recompiles SOURCES.
fault() {
    name=$1 file=$2 edit=$3
    shift 3
    rm -rf "$work/lib"
    cp -R "$source/lib" "$work/lib"
    sed "$edit" "$source/lib/$file" > "$work/lib/$file"
    if cmp -s "$source/lib/$file" "$work/lib/$file"; then
        echo "FAILED $name: the edit does not match lib/$file"
        failures=$((failures + 1))
        return
    fi
    faulty=
    for c in "$@"; do
        object=$work/$(echo "$c" | tr / _).o
        if ! $CC -std=c11 -O1 -ffp-contract=off -fno-trapping-math -fPIC ${CFLAGS:-} \
            -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -I"$source/include" -I"$work/lib" \
            -c "$work/lib/$c" -o "$object"; then
            echo "FAILED $name: does not compile"
            failures=$((failures + 1))
            return
        fi
        faulty="$faulty $object"
    done
    # The faulty objects come first, so that they replace those of the library.
    # shellcheck disable=SC2086
    if ! $CC ${CFLAGS:-} ${LDFLAGS:-} -o "$work/compare" $faulty $objects; then
        echo "FAILED $name: does not link"
        failures=$((failures + 1))
        return
    fi
    "$work/compare" --brief --seeds 1 300 > "$work/output" 2>&1
    code=$?
    found=$(grep '^seed [0-9]' "$work/output" | head -n 1)
    if [ "$code" -eq 1 ] && [ -n "$found" ]; then
        echo "detected $name: $found"
    else
        echo "FAILED $name: the comparison ended with $code"
        failures=$((failures + 1))
    fi
}

interpreter="vm/vm_row.c vm/vm_block.c vm/vm_fused.c"
# shellcheck disable=SC2086
{
    fault "'and' is 'or'" vm/kernels.h \
        's/to\[i\] = a\[i\] < b\[i\] ? a\[i\] : b\[i\];/to[i] = a[i] > b[i] ? a[i] : b[i];/' \
        $interpreter
    fault "'at_least' needs one more" compiler/compile_known.c \
        's/SC_OP_AT_LEAST, needed, list/SC_OP_AT_LEAST, needed + 1, list/' \
        compiler/compile_known.c
    fault "'coalesce' freezes no place" compiler/compile_possible.c \
        's/sc_compile_possible(c, child, true), values\[i\]/values[i], values[i]/' \
        compiler/compile_possible.c
    fault "'first': a certain rule displaces none" vm/kernels_outcomes.h \
        's/first ? sure\[i\] == 0 : 1/1/' \
        $interpreter
    fault "'if_unknown' leaves possible results unchanged" compiler/compile_possible.c \
        's/value = replace_unknown(c, node->if_unknown, value);//' \
        compiler/compile_possible.c
    fault "no case split" vm/program.h \
        's/define SC_MAX_CASES 64/define SC_MAX_CASES 1/' \
        $interpreter
    fault "specialised cases fold 'or' as 'and'" compiler/specialise.c \
        's/fold_pair(p, a, b, SC_TRUE, SC_FALSE)/fold_pair(p, a, b, SC_FALSE, SC_TRUE)/' \
        compiler/specialise.c
    fault "a fused comparison uses < for <=" vm/vm_fused.c \
        's/access, SC_LESS_EQUAL)/access, SC_LESS)/' \
        vm/vm_fused.c
    fault "every row has the missing indicators of the first" evaluate/block_results.c \
        's/block->missing + row \* block->words/block->missing/' \
        evaluate/block_results.c
}
exit "$((failures > 0))"

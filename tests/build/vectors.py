"""vectors.py LIBRARY [OBJDUMP]: the loops over rows are vectorised, in each multiversioned clone.

Counts the vector instructions of each clone in the disassembly; fails if a clone has none.
"""
import collections
import re
import subprocess
import sys

FUNCTIONS = {
    "sc_vm_run_block": "every instruction of a program over a block of rows",
    "load_double": "numbers in",
    "load_int32": "whole numbers in",
    "all_between": "whether numbers are in range",
    "shift_range": "grades in",
    "mark_truths": "truths in",
    "unpack_bytes": "bits in",
    "give_int8_t": "outcomes out",
    "pack_eights": "bits out",
}
# What only that clone has: 512-bit registers or masks; 256-bit registers; packed SSE2.
CLONES = {
    "arch_x86_64_v4": re.compile(r"%zmm|\{%k[1-7]\}|,%k[0-7]"),
    "arch_x86_64_v3": re.compile(r"%ymm"),
    "default": re.compile(r"\s(p(and|or|xor|cmp|add|sub|max|min|unpck|shuf|ack)\w*|(and|or|cmp\w*|unpck\w*|add|mul)pd)\s.*%xmm"),
}
ASKED = ["arch_x86_64_v4", "arch_x86_64_v3"]  # the default clone is for processors from before 2013
FEWEST = {"sc_vm_run_block": 300}


def count(library, objdump):
    found, clone = collections.Counter(), None
    listing = subprocess.run(
        [objdump, "-d", "--no-show-raw-insn", library], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    for line in listing.splitlines():
        name = re.match(r"[0-9a-f]+ <(\w+)\.(arch_x86_64_v[34]|default)[.\d]*>:", line)
        if line.endswith(">:"):
            clone = name.groups() if name and name[1] in FUNCTIONS else None
        elif clone and CLONES[clone[1]].search(line):
            found[clone] += 1
    return found


def main():
    found = count(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "objdump")
    missing = []
    for function, about in FUNCTIONS.items():
        counts = {clone: found[function, clone] for clone in CLONES}
        print(f"{function:12} {about:52}", ", ".join(f"{clone} {number}" for clone, number in counts.items()))
        missing += [f"{function}.{clone}" for clone in ASKED if counts[clone] < FEWEST.get(function, 1)]
    if missing:
        print("too little vector code in", ", ".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""layers.py SOURCE_FOLDER: checks that includes point one way, and a few laws of the house that a reader can break unseen."""
import pathlib
import re
import sys

# What each folder of lib/ may include, beside itself. A file in the list stands for that one header.
ALLOWED = {
    "base": [],
    "diagnostics": ["base"],
    "yaml": ["base", "diagnostics"],
    "language": ["base", "diagnostics", "yaml"],
    "vm": ["base"],
    "compiler": ["base", "language", "vm"],
    "evaluate": ["base", "diagnostics", "language", "compiler", "vm"],
    "arrow": ["base", "vm", "evaluate"],
    "explain": ["base", "language", "vm", "evaluate"],
    "testing": ["base", "diagnostics", "yaml", "language", "vm", "evaluate", "explain"],
    "": ["base", "diagnostics", "yaml", "language", "vm", "compiler", "evaluate", "arrow", "explain", "testing"],
}
# Headers of other projects that stand behind one door.
BEHIND_ONE_DOOR = {"yaml.h": "yaml", "sha256.h": "language", "sha2.h": "language", "pcre2.h": "base", "utf8proc.h": "base"}
# The engine is given what it needs of the model by the program: it never sees the model, not even through a header.
UNSEEN = {"vm": "language"}
FORBIDDEN_CALLS = (
    "abort exit _exit assert printf fprintf vprintf vfprintf puts fputs putchar perror setlocale "
    "strtod strtof atof atoi sscanf isalpha isdigit isspace isalnum isupper islower toupper tolower alloca "
    "malloc calloc realloc free"
).split()
MAY_CALL = {
    "lib/base/allocator.c": {"malloc", "calloc", "realloc", "free"},
    "lib/base/number.c": {"strtod"},  # on digits and an exponent, which every locale reads alike
    "lib/language/file_resolver.c": {"free"},  # of realpath()
}
LONGEST_FILE = 600

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
COMMENTS_AND_STRINGS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def includes(path):
    return [(kind == '"', name) for kind, name in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def folder_of(name):
    return name.split("/")[0] if "/" in name else ""


def may_include(folder, name):
    return folder_of(name) == folder or any(
        name == allowed or folder_of(name) == allowed for allowed in ALLOWED[folder]
    )


def reach(lib, name, seen):
    """Every header of lib/ that `name` brings in."""
    path = lib / name
    if name in seen or not path.is_file():
        return seen
    seen.add(name)
    for local, other in includes(path):
        if local:
            reach(lib, other, seen)
    return seen


def check_library(top, problems):
    lib = top / "lib"
    for path in sorted([*lib.rglob("*.c"), *lib.rglob("*.h")]):
        inside = path.relative_to(lib).as_posix()
        shown = f"lib/{inside}"
        folder = folder_of(inside)
        if folder not in ALLOWED:
            problems.append(f"{shown}: the folder is not in tests/build/layers.py")
            continue
        for local, name in includes(path):
            if local and not may_include(folder, name):
                problems.append(f"{shown}: includes {name}, which lies upward")
            if not local and BEHIND_ONE_DOOR.get(name, folder) != folder:
                problems.append(f"{shown}: includes <{name}>, which only lib/{BEHIND_ONE_DOOR[name]} does")
        unseen = UNSEEN.get(folder)
        for name in sorted(reach(lib, inside, set())):
            if unseen and folder_of(name) == unseen:
                problems.append(f"{shown}: reaches {name} through its includes")
        code = COMMENTS_AND_STRINGS.sub(" ", path.read_text(encoding="utf-8"))
        for call in FORBIDDEN_CALLS:
            if call not in MAY_CALL.get(shown, ()) and re.search(rf"(?<![\w.>]){call}\s*\(", code):
                problems.append(f"{shown}: calls {call}()")


def check_bindings(top, problems):
    """Programs and bindings use the public header alone."""
    lib = top / "lib"
    for path in sorted([*(top / "bindings").rglob("*.[chi]"), *(top / "examples").rglob("*.[ch]")]):
        for _, name in includes(path):
            if (lib / name).is_file():
                problems.append(f"{path.relative_to(top).as_posix()}: includes {name}, which is internal")


def warn_of_long_files(top):
    for pattern in ("lib/**/*.[ch]", "bindings/**/*.[ch]", "bindings/**/*.py", "bindings/**/*.lua", "tests/**/*.[ch]"):
        for path in sorted(top.glob(pattern)):
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > LONGEST_FILE:
                print(f"warning: {path.relative_to(top).as_posix()} has {count} lines")


def main():
    top = pathlib.Path(sys.argv[1]).resolve()
    problems = []
    check_library(top, problems)
    check_bindings(top, problems)
    warn_of_long_files(top)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main())

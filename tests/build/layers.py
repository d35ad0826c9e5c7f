"""layers.py SOURCE_FOLDER [NM OBJECT...]: checks rules of the source tree that a compiler does not.

Includes of lib/ point one way, no function of lib/ prints, exits or depends on the locale, files
have unique names and bounded lengths. With the program nm and the library's object files: no file
of lib/ calls one that calls it back, directly or through others, but for NATURAL_CYCLES.
"""
import collections
import pathlib
import re
import subprocess
import sys

# What each folder of lib/ may include, besides itself. A file in the list means that one header.
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
    "": ["base", "diagnostics", "yaml", "language", "vm", "compiler", "evaluate", "arrow",
         "explain", "testing"],
}
# Headers of other projects that a single folder wraps.
WRAPPED_BY = {"yaml.h": "yaml", "sha256.h": "language", "sha2.h": "language", "pcre2.h": "base",
              "utf8proc.h": "base"}
# The compiler translates the model to a program; the VM must not include the model, not even
# through another header.
UNREACHABLE = {"vm": "language"}
FORBIDDEN_CALLS = (
    "abort exit _exit assert printf fprintf vprintf vfprintf puts fputs putchar perror setlocale "
    "strtod strtof atof atoi sscanf isalpha isdigit isspace isalnum isupper islower toupper "
    "tolower alloca malloc calloc realloc free"
).split()
MAY_CALL = {
    "lib/base/allocator.c": {"malloc", "calloc", "realloc", "free"},
    # Only on digits and an exponent, which every locale reads alike.
    "lib/base/number.c": {"strtod"},
    # Of what realpath() returns.
    "lib/base/canonical_path.c": {"free"},
}
# Files that call each other because the data that they process is recursive. Any other cycle is
# resolved by moving the functions called back into a file of their own.
NATURAL_CYCLES = [
    # An operand of any node is again an expression.
    {"language/check_call.c", "language/check_comparison.c", "language/check_condition.c",
     "language/check_expression.c"},
    # Each compiles its operands, and a decision's conditions read other decisions.
    {"compiler/compile_decision.c", "compiler/compile_known.c", "compiler/compile_possible.c"},
]
MAX_FILE_LINES = 1200
MAX_COLUMNS = 100
# For tables: between `/* clang-format off */` and `/* clang-format on */`, and in .def files.
MAX_UNFORMATTED_COLUMNS = 120

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
COMMENTS_AND_STRINGS = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def read(path):
    return path.read_text(encoding="utf-8")


def includes(path):
    return [(kind == '"', name) for kind, name in INCLUDE.findall(read(path))]


def folder_of(name):
    return name.split("/")[0] if "/" in name else ""


def may_include(folder, name):
    return folder_of(name) == folder or any(
        name == allowed or folder_of(name) == allowed for allowed in ALLOWED[folder]
    )


def included_headers(lib, name, seen):
    """Adds to `seen` every header of lib/ that `name` includes, directly or not."""
    path = lib / name
    if name in seen or not path.is_file():
        return seen
    seen.add(name)
    for local, other in includes(path):
        if local:
            included_headers(lib, other, seen)
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
                problems.append(f"{shown}: includes {name}, which is of a higher layer")
            if not local and WRAPPED_BY.get(name, folder) != folder:
                problems.append(
                    f"{shown}: includes <{name}>, which only lib/{WRAPPED_BY[name]} does")
        unreachable = UNREACHABLE.get(folder)
        for name in sorted(included_headers(lib, inside, set())):
            if unreachable and folder_of(name) == unreachable:
                problems.append(f"{shown}: reaches {name} through its includes")
        code = COMMENTS_AND_STRINGS.sub(" ", read(path))
        for call in FORBIDDEN_CALLS:
            if call not in MAY_CALL.get(shown, ()) and re.search(rf"(?<![\w.>]){call}\s*\(", code):
                problems.append(f"{shown}: calls {call}()")


def check_first_comments(top, problems):
    """Every source begins with a comment that says what it does."""
    for folder in ("lib", "bindings", "tests", "examples", "include"):
        for path in sorted([*(top / folder).rglob("*.c"), *(top / folder).rglob("*.h")]):
            if not read(path).startswith("/*"):
                problems.append(f"{path.relative_to(top).as_posix()}: begins without a comment")


def check_bindings(top, problems):
    """Programs and bindings include the public header only."""
    lib = top / "lib"
    for path in sorted([*(top / "bindings").rglob("*.[chi]"), *(top / "examples").rglob("*.[ch]")]):
        for _, name in includes(path):
            if (lib / name).is_file():
                problems.append(
                    f"{path.relative_to(top).as_posix()}: includes {name}, which is internal")


def files_of(top, folders, suffixes):
    return sorted(path for folder in folders for path in (top / folder).rglob("*")
                  if path.suffix in suffixes and path.is_file())


def check_file_lengths(top, problems):
    for path in files_of(top, ("lib", "bindings", "tests"), (".c", ".h", ".py", ".lua")):
        count = len(read(path).splitlines())
        if count > MAX_FILE_LINES:
            problems.append(f"{path.relative_to(top).as_posix()}: {count} lines, more than "
                            f"{MAX_FILE_LINES}")


def check_columns(top, problems):
    folders = ("include", "lib", "bindings", "tests", "examples")
    for path in files_of(top, folders, (".c", ".h", ".i", ".inc", ".def")):
        formatted = path.suffix != ".def"
        for number, line in enumerate(read(path).splitlines(), 1):
            if "clang-format off" in line:
                formatted = False
            elif "clang-format on" in line:
                formatted = True
            limit = MAX_COLUMNS if formatted else MAX_UNFORMATTED_COLUMNS
            if len(line) > limit:
                problems.append(f"{path.relative_to(top).as_posix()}:{number}: {len(line)} "
                                f"columns, more than {limit}")


def check_basenames(top, problems):
    seen = {}
    for path in files_of(top, ("lib", "bindings", "tests"), (".c", ".h")):
        shown = path.relative_to(top).as_posix()
        first = seen.setdefault(path.name, shown)
        if first != shown:
            problems.append(f"{shown}: has the same name as {first}")


# --- cycles of calls between files ---


def source_of(object_file):
    """language/parser.c of .../schoolcat_objects.dir/language/parser.c.o"""
    name = object_file.replace("\\", "/").split("schoolcat_objects.dir/", 1)[-1]
    return re.sub(r"^(\./)*|\.(o|obj)$", "", name)


def call_graph(lines):
    """Symbols that files use of each other, {user: {definer: {symbol}}}, from `nm -A -P`."""
    definers = {}
    users = collections.defaultdict(set)
    for line in lines:
        place, _, rest = line.rpartition(": ")
        fields = rest.split()
        if len(fields) < 2:
            continue
        symbol, kind = fields[0].lstrip("_"), fields[1]
        if not symbol.startswith(("sc_", "schoolcat_")):
            continue
        if kind == "U":
            users[source_of(place)].add(symbol)
        elif kind in "TDBRCi":
            definers[symbol] = source_of(place)
    graph = {name: {} for name in {*definers.values(), *users}}
    for name, symbols in users.items():
        for symbol in symbols:
            definer = definers.get(symbol, name)
            if definer != name:
                graph[name].setdefault(definer, set()).add(symbol)
    return graph


def cycles(graph):
    """The strongly connected components of more than one file, by Kosaraju's algorithm."""
    def visit(start, edges, seen, finished):
        stack = [(start, iter(edges.get(start, ())))]
        seen.add(start)
        while stack:
            name, rest = stack[-1]
            following = next((other for other in rest if other not in seen), None)
            if following is None:
                finished.append(name)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(edges.get(following, ()))))

    reverse = collections.defaultdict(list)
    for name, others in graph.items():
        for other in others:
            reverse[other].append(name)
    order, seen = [], set()
    for name in sorted(graph):
        if name not in seen:
            visit(name, graph, seen, order)
    components, seen = [], set()
    for name in reversed(order):
        if name not in seen:
            component = []
            visit(name, reverse, seen, component)
            if len(component) > 1:
                components.append(set(component))
    return components


def check_cycles(graph, natural, problems):
    found = cycles(graph)
    for cycle in found:
        if any(cycle <= named for named in natural):
            continue
        problems.append("files that call each other: " + ", ".join(sorted(cycle)))
        for user in sorted(cycle):
            for definer in sorted(cycle & set(graph[user])):
                problems.append(f"  {user} -> {definer}: {', '.join(sorted(graph[user][definer]))}")
    for named in natural:
        if not any(cycle <= named for cycle in found):
            problems.append("NATURAL_CYCLES names a cycle that does not exist: "
                            + ", ".join(sorted(named)))


def main():
    top = pathlib.Path(sys.argv[1]).resolve()
    problems = []
    check_library(top, problems)
    check_bindings(top, problems)
    check_first_comments(top, problems)
    check_file_lengths(top, problems)
    check_columns(top, problems)
    check_basenames(top, problems)
    if len(sys.argv) > 3:
        result = subprocess.run([sys.argv[2], "-A", "-P", *sys.argv[3:]], stdout=subprocess.PIPE,
                                text=True)
        if result.returncode == 0:
            check_cycles(call_graph(result.stdout.splitlines()), NATURAL_CYCLES, problems)
        else:
            problems.append(f"{sys.argv[2]} cannot read the object files")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

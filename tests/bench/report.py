"""Compares the library with baselines and peers; prints a Markdown report.

BUILD has bin/schoolcat_bench, bin/csv_by_hand and, if built, bin/schoolcat. Data, report and plots
are written to BUILD/bench. run.sh builds everything and runs this program.
"""

import argparse
import datetime
import filecmp
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys

from drawing import curves, figure, spread, table
from measuring import Contest, Failure, Program, alternate, processor, ratio, read_json

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE / "workload.yaml"
RULES_WITHOUT_LITERALS = HERE / "workload_no_literals.yaml"
SHIPPED = HERE.parent.parent / "rules"

LABELS = {
    "record_by_hand": "C by hand, record by record",
    "columns_by_hand": "C by hand, column by column",
    "columns_by_hand_2_threads": "C by hand, column by column, two threads",
    "columns_by_hand_without_literals": "C by hand, column by column, pattern without literals",
    "record": "**libschoolcat, one record per call**",
    "record_with_possible": "**libschoolcat, one record per call, with possible outcomes**",
    "record_with_needs": "**libschoolcat, one record per call, with needed indicators**",
    "dictionary": "**libschoolcat from Python, one dictionary per call**",
    "batch": "**libschoolcat, batch**",
    "batch_2_threads": "**libschoolcat, batch, two threads**",
    "batch_without_possible": "**libschoolcat, batch without possible outcomes**",
    "batch_without_literals": "**libschoolcat, batch, pattern without literals**",
}

# The contestants of schoolcat_bench that run together with peers of few rows; None: all.
OURS = {
    "many": None,
    "few": ["record_by_hand", "columns_by_hand", "record", "batch"],
    "slow": ["record_by_hand", "record"],
}
PEERS = {
    "many": ["polars_expressions.py", "duckdb_case.py", "pandas_select.py"],
    "few": [
        "polars_expressions.py",
        "duckdb_case.py",
        "pandas_select.py",
        "schoolcat_python.py",
        "javascript_function.js",
        "luajit lua_function.lua",
        "lua5.4 lua_function.lua",
        "python_function.py",
    ],
    "slow": ["zen_decision.py", "clips_rules.py", "json_rules_engine.js"],
}
FEW, SLOW = 25_000, 2_500
ROWS_NOTE = """
Plotted in rows.svg. A small table is evaluated many times per round, so that branch prediction
learns a part of its rows.
"""

# Figures reported with the targets, without a target of their own.
ASIDE = [
    ("answers_vs_columnar", "batch without possible outcomes / C by hand, column by column"),
    ("possible_record_vs_record", "record with possible outcomes / C by hand, record by record"),
    ("needs_record_vs_record", "record with needed indicators / C by hand, record by record"),
]

# Figure, description, target, and whether the target is a maximum or a minimum.
TARGETS = [
    ("batch_vs_columnar", "batch / C by hand, column by column", 0.4, "at most"),
    (
        "batch_plain_pattern_vs_columnar",
        "batch / C by hand, column by column, both with a pattern without literals",
        1.15,
        "at most",
    ),
    ("record_vs_record", "record / C by hand, record by record", 4, "at most"),
    (
        "two_thread_share",
        "speed-up by two threads: batch / C by hand, column by column",
        0.9,
        "at least",
    ),
    ("possible_share", "share of possible outcomes in the time of the batch", 0.15, "at most"),
    ("cli_vs_c", "command line / C by hand, many rows of CSV", 5, "at most"),
    (
        "cli_all_vs_c",
        "command line with every column / C by hand, many rows of CSV",
        3,
        "at most",
    ),
    ("load_ms", "load of staffordshire.yaml, ms", 5, "at most"),
    ("polars_vs_batch", "polars / batch", 5, "at least"),
    ("duckdb_vs_batch", "DuckDB / batch", 8, "at least"),
    ("zen_vs_batch", "ZEN / batch", 1000, "at least"),
    (
        "pandas_vs_cli",
        "pandas / command line, one thread, many rows of CSV",
        10,
        "at least",
    ),
    (
        "pandas_vs_cli_2_threads",
        "pandas / command line, two threads, many rows of CSV",
        10,
        "at least",
    ),
]
KEYS_OF_THE_JSON = [
    "batch_vs_columnar",
    "batch_plain_pattern_vs_columnar",
    "record_vs_record",
    "two_thread_speedup",
    "columnar_two_thread_speedup",
    "possible_share",
    "cli_vs_c",
    "load_ms",
]


class Run:
    """The options, the paths, and the results so far."""

    def __init__(self, options):
        self.options = options
        self.quick = options.quick
        self.bench = options.build / "bin" / "schoolcat_bench"
        self.folder = options.build / "bench"
        self.folder.mkdir(exist_ok=True)
        self.rounds = options.rounds or (3 if options.quick else 5)
        self.sizes = {
            "many": options.rows,
            "few": min(FEW, options.rows),
            "slow": min(SLOW, options.rows),
        }
        self.date = datetime.date.today().isoformat()
        self.figures = {}
        self.notes = []

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def write(self, path, what, number):
        """Writes a file with schoolcat_bench unless it exists."""
        if not path.exists():
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                subprocess.run([self.bench, what, str(number)], check=True, stdout=file)
            part.rename(path)
        return path

    def data(self, rows):
        return self.write(self.folder / f"schools-{rows}.csv", "write-csv", rows)

    def contest(self, rows):
        return Contest([self.bench, "contest", str(rows), RULES, RULES_WITHOUT_LITERALS])

    def draw(self, name, *arguments):
        (self.folder / f"{name}.svg").write_text(curves(*arguments), encoding="utf-8")


# --- in memory: baselines, library, peers ---


def start_peer(run, name, rows):
    """Starts a peer; None, with a note, if the peer or its requirements are missing."""
    *program, script = name.split()
    environment = {}
    if script.endswith(".py"):
        program = [run.options.python or ""]
    elif script.endswith(".js"):
        program = ["node"]
        if run.options.node_modules:
            environment["NODE_PATH"] = str(run.options.node_modules)
    if not shutil.which(program[0]):
        run.notes.append(f"{name} was skipped: its interpreter is not installed")
        return None
    try:
        return Contest(
            [program[0], HERE / "peers" / script, run.data(rows), str(rows)], environment
        )
    except Failure:
        run.notes.append(f"{name} was skipped: it did not start")
        return None


def measure_contest(run, size):
    rows = run.sizes[size]
    run.say(f"{rows:,} rows in memory")
    ours = run.contest(rows)
    contests = [ours]
    try:
        wanted = OURS[size]
        turns = [
            (ours, name) for name in ours.first["contestants"] if wanted is None or name in wanted
        ]
        for name in [] if run.quick else PEERS[size]:
            peer = start_peer(run, name, rows)
            if peer:
                contests.append(peer)
                turns += [(peer, contestant) for contestant in peer.first["contestants"]]
        return alternate(turns, run.rounds)
    finally:
        for contest in contests:
            contest.close()


def contest_part(found, rows, baseline):
    lines = []
    for name, series in found.items():
        label = LABELS.get(name, f"{name} ({series.about})" if series.about else name)
        lines.append(
            [label, *spread(*series.nanoseconds()), figure(ratio(series, found[baseline]))]
        )
    heads = ["", "ns per row", "min – max", f"ratio to {LABELS[baseline]}"]
    return f"## {rows:,} rows in memory\n\n" + table(heads, lines)


def read_contests(run, many, slow):
    figures = run.figures
    figures["record_vs_record"] = ratio(many["record"], many["record_by_hand"])
    figures["columnar_two_thread_speedup"] = ratio(
        many["columns_by_hand"], many["columns_by_hand_2_threads"]
    )
    batch = many["batch"]
    figures["batch_vs_columnar"] = ratio(batch, many["columns_by_hand"])
    figures["batch_plain_pattern_vs_columnar"] = ratio(
        many["batch_without_literals"], many["columns_by_hand_without_literals"]
    )
    figures["two_thread_speedup"] = ratio(batch, many["batch_2_threads"])
    figures["two_thread_share"] = (
        figures["two_thread_speedup"] / figures["columnar_two_thread_speedup"]
    )
    figures["possible_share"] = 1 - ratio(many["batch_without_possible"], batch)
    figures["answers_vs_columnar"] = ratio(many["batch_without_possible"], many["columns_by_hand"])
    figures["possible_record_vs_record"] = ratio(
        many["record_with_possible"], many["record_by_hand"]
    )
    figures["needs_record_vs_record"] = ratio(many["record_with_needs"], many["record_by_hand"])
    for name in ("polars", "DuckDB"):
        if name in many:
            figures[f"{name.lower()}_vs_batch"] = ratio(many[name], batch)
    zen = [series.nanoseconds()[0] for name, series in slow.items() if name.startswith("ZEN")]
    if zen:
        figures["zen_vs_batch"] = min(zen) / batch.nanoseconds()[0]


def report_contests(run):
    many, slow = measure_contest(run, "many"), {}
    yield contest_part(many, run.sizes["many"], "columns_by_hand")
    if not run.quick:
        yield contest_part(measure_contest(run, "few"), run.sizes["few"], "record_by_hand")
        slow = measure_contest(run, "slow")
        yield contest_part(slow, run.sizes["slow"], "record_by_hand")
    read_contests(run, many, slow)


# --- the command line, the hand-written program, and pandas ---


def programs_for(run, rows):
    """Label to a command that writes FOLDER/LABEL.csv, and whether its results are compared."""
    data = run.data(rows)
    programs = {"C by hand": ([run.options.build / "bin" / "csv_by_hand", data, "{to}"], True)}
    command_line = run.options.build / "bin" / "schoolcat"
    if command_line.exists():
        # To standard output, because -o waits for the disk and the other programs do not.
        evaluate = [
            "sh",
            "-c",
            'exec "$@" >"$0"',
            "{to}",
            command_line,
            "evaluate",
            RULES,
            data,
            "--keep",
            "urn",
            "--threads",
        ]
        answers = ["--columns", "urn,category,support,stage"]
        programs["schoolcat evaluate"] = ([*evaluate, "1", *answers], True)
        programs["schoolcat evaluate, two threads"] = ([*evaluate, "2", *answers], True)
        if not run.quick:
            programs["schoolcat evaluate, all columns"] = ([*evaluate, "1"], False)
            programs["schoolcat evaluate, all columns, two threads"] = ([*evaluate, "2"], False)
    else:
        run.notes.append("the command line was skipped: it is not built")
    if run.options.python and not run.quick:
        programs["pandas"] = (
            [run.options.python, HERE / "peers" / "pandas_select.py", data, str(rows), "{to}"],
            True,
        )
    return programs


def measure_programs(run, rows):
    run.say(f"{rows:,} rows of CSV")
    programs = programs_for(run, rows)
    found = {label: Program() for label in programs}
    first = None
    for _ in range(run.rounds):
        for label, (command, same) in programs.items():
            to = run.folder / f"answers-{len(label)}.csv"
            found[label].run(run.bench, [to if part == "{to}" else part for part in command])
            first = first or to
            if same and not filecmp.cmp(first, to, shallow=False):
                raise Failure(f"{label}: {to} differs from {first}")
    return found


def report_programs(run):
    sizes = [run.sizes["few"], run.sizes["many"]]
    found = {rows: measure_programs(run, rows) for rows in sizes}
    lines = []
    for rows, programs in found.items():
        for label, program in programs.items():
            times = figure(ratio(program, programs["C by hand"]))
            lines.append(
                [
                    f"{rows:,} rows: {label}",
                    *spread(*program.milliseconds()),
                    times,
                    figure(program.peak_mib),
                ]
            )
    many = found[sizes[-1]]
    if "schoolcat evaluate" in many:
        run.figures["cli_vs_c"] = ratio(many["schoolcat evaluate"], many["C by hand"])
        if "schoolcat evaluate, all columns" in many:
            run.figures["cli_all_vs_c"] = ratio(
                many["schoolcat evaluate, all columns"], many["C by hand"]
            )
        if "pandas" in many:
            run.figures["pandas_vs_cli"] = ratio(many["pandas"], many["schoolcat evaluate"])
            run.figures["pandas_vs_cli_2_threads"] = ratio(
                many["pandas"], many["schoolcat evaluate, two threads"]
            )
    heads = ["", "ms", "min – max", "ratio to C by hand", "peak memory, MiB"]
    yield "## From CSV to CSV, with start-up\n\n" + table(heads, lines)


# --- curves ---


def report_rows(run):
    sizes = [10**power for power in range(3, 6 if run.quick else 8)]
    names = OURS["few"]
    lines, points = [], {}
    for rows in sizes:
        run.say(f"curve of rows: {rows:,}")
        contest = run.contest(rows)
        try:
            found = alternate([(contest, name) for name in names], 3)
        finally:
            contest.close()
        for name in names:
            points.setdefault(LABELS[name].strip("*"), []).append(
                (rows, found[name].nanoseconds()[0] * rows / 1e6)
            )
        lines.append(
            [
                f"{rows:,}",
                *(figure(found[name].nanoseconds()[0]) for name in names),
                sorted(found["record"].digests)[0],
            ]
        )
    run.draw("rows", "Time for all rows", "rows", "ms", points)
    heads = ["rows", *(LABELS[name] + ", ns per row" for name in names), "digest of the results"]
    yield "## Number of rows\n\n" + table(heads, lines) + ROWS_NOTE


def report_rules(run):
    counts = [10**power for power in range(1, 4 if run.quick else 5)]
    rows, lines, points = 2000, [], {}
    for count in counts:
        run.say(f"curve of rules: {count:,}")
        file = run.write(run.folder / f"rules-{count}.yaml", "write-rules", count)
        found = read_json([run.bench, "rules", file, str(rows), "3"])
        line = [f"{count:,}"]
        for name, label in (("record_seconds", "one record per call"), ("batch_seconds", "batch")):
            nanoseconds = statistics.median(found[name]) / rows * 1e9
            points.setdefault(label, []).append((count, nanoseconds / 1e3))
            line += [figure(nanoseconds / 1e3), figure(nanoseconds / count)]
        lines.append([*line, found["digest"]])
    run.draw("rules", "Time for one row", "rules", "µs per row", points)
    heads = ["rules"]
    for label in points:
        heads += [f"{label}, µs per row", "ns per row and rule"]
    yield "## Number of rules\n\n" + table(
        [*heads, "digest of the outcomes"], lines
    ) + "\nPlotted in rules.svg.\n"


def report_loading(run):
    lines, points = [], []
    counts = [10**power for power in range(1, 4 if run.quick else 5)]
    files = [
        run.write(run.folder / f"rules-{count}.yaml", "write-rules", count) for count in counts
    ]
    for file in [SHIPPED / "staffordshire.yaml", SHIPPED / "stockton.yaml", RULES, *files]:
        run.say(f"loading {file.name}")
        seconds = read_json([run.bench, "load", file, str(4 + run.rounds)])["seconds"]
        kib, milliseconds = file.stat().st_size / 1024, [second * 1e3 for second in seconds]
        median = statistics.median(milliseconds)
        if file.name == "staffordshire.yaml":
            run.figures["load_ms"] = median
        if file in files:
            points.append((kib, median))
        first = figure(milliseconds[0])
        lines.append(
            [
                file.name,
                figure(kib),
                first,
                *spread(median, min(milliseconds), max(milliseconds)),
                figure(median / kib),
            ]
        )
    run.draw("loading", "Time to load a rule file", "KiB", "ms", {"generated rule files": points})
    heads = [
        "rule file (without what it includes)",
        "KiB",
        "first load, ms",
        "ms",
        "min – max",
        "ms per KiB",
    ]
    yield "## Loading\n\n" + table(heads, lines) + "\nPlotted in loading.svg.\n"


def report_memory(run):
    """Peak memory of each contestant in its own process, besides data, rules and results."""
    rows, lines = run.sizes["many"], []
    run.say("memory")
    for name in ("columns_by_hand", "record", "batch", "batch_2_threads"):
        contest = run.contest(rows)
        try:
            before, after = contest.first["peak_kib"], contest.run(name)["peak_kib"]
            lines.append([LABELS[name], figure(before / 1024), figure((after - before) / 1024)])
        finally:
            contest.close()
    heads = ["", "data, rules and result buffers, MiB", "additional peak, MiB"]
    yield f"## Memory over {rows:,} rows\n\n" + table(heads, lines)


# --- program ---


def report_targets(run):
    lines = []
    for key, text, target, kind in TARGETS:
        if key in run.figures:
            value = run.figures[key]
            reached = value <= target if kind == "at most" else value >= target
            lines.append(
                [
                    text,
                    figure(value),
                    f"{kind} {target:,}",
                    "reached" if reached else "**not reached**",
                ]
            )
        else:
            lines.append([text, "", f"{kind} {target:,}", "not measured"])
    lines += [[text, figure(run.figures[key]), "", ""] for key, text in ASIDE if key in run.figures]
    notes = "".join(f"\n- {note}" for note in run.notes)
    return (
        "## Targets\n\n"
        + table(["", "measured", "target", ""], lines)
        + (notes + "\n" if notes else "")
    )


def report(run):
    yield (
        f"# Benchmark, {run.date}\n\n{processor()}, {os.cpu_count()} processors, {platform.system()}. "
        f"Medians of {run.rounds} rounds of all contestants in turn. All results were compared.\n"
    )
    yield from report_contests(run)
    yield from report_programs(run)
    yield from report_rows(run)
    yield from report_rules(run)
    yield from report_loading(run)
    yield from report_memory(run)
    yield report_targets(run)


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument(
        "--quick",
        action="store_true",
        help="under a minute: fewer rounds, shorter curves, no peers",
    )
    parser.add_argument("--json", metavar="FILE", help="where the ratios go")
    parser.add_argument("--python", help="a Python in which peers/requirements.txt is installed")
    parser.add_argument(
        "--node-modules", type=pathlib.Path, help="where peers/package.json is installed"
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int)
    return parser.parse_args()


def main():
    run = Run(read_options())
    try:
        text = "\n".join(report(run))
    except (Failure, subprocess.CalledProcessError) as failure:
        print(f"report.py: {failure}", file=sys.stderr)
        return 2
    print(text)
    (run.folder / "report.md").write_text(text, encoding="utf-8")
    if run.options.json:
        found = {key: run.figures[key] for key in KEYS_OF_THE_JSON if key in run.figures}
        found.update({"rows": run.sizes["many"], "date": run.date, "machine": processor()})
        pathlib.Path(run.options.json).write_text(
            json.dumps(found, indent=2) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

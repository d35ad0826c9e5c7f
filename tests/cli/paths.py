"""paths.py PROGRAM: compares runs of `evaluate` on random invented schools.

The number of threads, the columns requested and the format of the data change no answer.
"""

import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = 300  # in seconds
DECISIONS = ("category", "leader", "mood", "advice")
ENDINGS = ("", "_rule", "_provisional", "_possible", "_needs", "_assumed", "_conflict")
EXTRA = "category_assumed"  # no list of columns below has it
OUTPUTS = ("lower_rank", "times", "quiet", "said", "seen")
FIT = {
    "URN": None,
    "Teaching and learning": (
        "1",
        "2",
        "good",
        "Good",
        "requires improvement",
        "4",
        "x",
        "NA",
        "",
        " ",
    ),
    "leadership": ("1", "2", "3", "", "\u00a0", " ", "good", "SUPP"),
    "rank": ("0", "10", "24.9", "25", "50", "100", "12.5%", "", "NA", "0.5", "1e1"),
    "complaints": ("0", "1", "2", "5", "", "  ", "1,000"),
    "threat": ("yes", "no", "true", "FALSE", "", "y", "0"),
    "inspected": ("01/09/2008", "1/1/2007", "2008-05-31", ""),
    "laestab": ("1234567", "", "7654321", " "),
    "remark": (
        "",
        "nothing",
        "Special Measures, again",
        'a "quoted" closure',
        "two\nlines",
        "na\u00efve \u212a",
        "spe\u017fial measures",
        " x ",
        "x",
    ),
    "Note": ("", "a,b", "plain", 'q"q', "n\nn", " lead", "\u00e9t\u00e9", "trail ", "b\\s", "|"),
    "Other": ("", "left out"),
}
UNFIT = {
    "Teaching and learning": "excellent",
    "leadership": "5",
    "rank": "101",
    "complaints": "1.5",
    "threat": "maybe",
    "inspected": "31/02/2008",
    "laestab": "12",
}


def value(draw, row, name, unfit):
    if name == "URN":
        return str(900001 + row)
    if name in UNFIT and draw.random() < unfit:
        return UNFIT[name]
    return draw.choice(FIT[name])


def quoted(text, separator, always):
    if always or any(mark in text for mark in (separator, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def write_csv(draw, path, rows, *, unfit=0, ragged=0, broken=0, separator=",", end="\n", mark=""):
    """Writes random schools; returns the rows as dicts."""
    lines, table = [mark + separator.join(FIT)], []
    for row in range(rows):
        table.append({name: value(draw, row, name, unfit) for name in FIT})
        cells = [quoted(cell, separator, draw.random() < 0.05) for cell in table[-1].values()]
        if draw.random() < ragged:
            cells = (
                cells[: draw.randrange(2, len(cells))]
                if draw.random() < 0.5
                else [*cells, "one more"]
            )
        lines.append(separator.join(cells))
        if draw.random() < 0.002:
            lines.append(draw.choice(("", separator * (len(FIT) - 1))))
    data = bytearray((end.join(lines) + draw.choice(("", end))).encode())
    for _ in range(broken):
        at = data.index(b"na\xc3\xafve", draw.randrange(len(data) // 2))
        data[at + 2] = 0x20
    path.write_bytes(data)
    return table


def run(program, folder, data, columns, *more):
    rejects = folder / "rejects.csv"
    rejects.unlink(missing_ok=True)
    done = subprocess.run(
        [
            program,
            "evaluate",
            HERE / "paths" / "rules.yaml",
            data,
            "--today",
            "2009-01-31",
            "--columns",
            ",".join(columns),
            "--rejects",
            rejects,
            *more,
        ],
        capture_output=True,
        timeout=LIMIT,
    )
    return (
        done.returncode,
        done.stdout,
        done.stderr.decode(),
        rejects.read_bytes() if rejects.exists() else None,
    )


def rows_of_csv(text, first):
    return [row[first:] for row in csv.reader(io.StringIO(text.decode(), newline=""))]


def rows_of_json(text, first):
    return [list(json.loads(line).items())[first:] for line in text.decode().splitlines()]


class Comparison:
    def __init__(self, program, folder):
        self.program, self.folder, self.wrong, self.count = program, folder, 0, 0

    def expect(self, name, what, one, other):
        self.count += 1
        if one == other:
            return
        self.wrong += 1
        print(f"{name}: {what} differs\n{str(one)[:2000]}\n{str(other)[:2000]}")

    def paths(self, name, data, columns, *more, ending=0):
        """On one thread and on several, with one more column and without it."""
        ndjson = "ndjson" in more
        read = rows_of_json if ndjson else rows_of_csv
        code, wider, said, rejects = run(
            self.program, self.folder, data, [EXTRA, *columns], "--threads", "1", *more
        )
        narrow = run(self.program, self.folder, data, columns, "--threads", "1", *more)
        self.expect(name, "how it ends", code, ending)
        self.expect(
            name,
            "what is said and rejected",
            (code, said, rejects),
            (narrow[0], narrow[2], narrow[3]),
        )
        self.expect(name, "a row", read(wider, 1), read(narrow[1], 0))
        for threads in ("2", "5"):
            self.expect(
                name,
                f"something with {threads} threads",
                run(self.program, self.folder, data, columns, "--threads", threads, *more),
                narrow,
            )
            several = run(
                self.program,
                self.folder,
                data,
                [EXTRA, *columns],
                "--threads",
                threads,
                *more,
            )
            self.expect(
                name,
                f"something wider with {threads} threads",
                several,
                (code, wider, said, rejects),
            )

    def kinds(self, name, table, columns, *more):
        """The same cells as CSV and as NDJSON give the same output, except for line numbers."""
        as_csv, as_json = self.folder / "kinds.csv", self.folder / "kinds.ndjson"
        with open(as_csv, "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, FIT, lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
        as_json.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table), encoding="utf-8"
        )
        one = run(self.program, self.folder, as_csv, columns, *more)
        other = run(self.program, self.folder, as_json, columns, *more)
        self.expect(name, "CSV and NDJSON", (one[0], one[1]), (other[0], other[1]))

    def late_keys(self, name, draw, *more):
        """NDJSON with values of every kind and new keys in late rows, with any number of threads."""
        data = self.folder / "late.ndjson"
        values = {
            "rank": (3, 24.5, "50", None, 101, [1]),
            "threat": (True, False, "y", None, 3),
            "complaints": (0, 2, None),
            "Note": ("n", 1.5, {"a": []}),
        }
        with open(data, "w", encoding="utf-8") as stream:
            for row in range(1500):
                school = {key: draw.choice(of) for key, of in values.items() if draw.random() < 0.9}
                late = {"remark": "closure", "Late": row} if row > 700 else {}
                stream.write(json.dumps({"URN": 900001 + row, **school, **late}) + "\n")
        columns = [
            "URN",
            "Late",
            *(decision + ending for decision in DECISIONS for ending in ENDINGS),
        ]
        runs = [
            run(
                self.program,
                self.folder,
                data,
                columns,
                "--keep",
                "URN,Late",
                "--threads",
                threads,
                *more,
            )
            for threads in ("1", "2", "5")
        ]
        self.expect(name, "how it ends", runs[0][0], 0)
        for other in runs[1:]:
            self.expect(name, "something with threads", other, runs[0])


def compare(program, folder):
    draw = random.Random(20090131)
    comparison = Comparison(program, folder)
    everything = [
        "URN",
        "Note",
        *(decision + ending for decision in DECISIONS for ending in ENDINGS),
        *OUTPUTS,
    ]
    everything.remove(EXTRA)
    few = ["URN", "category", "leader_rule", "advice", "Note"]
    missing = ("--on-error", "missing")
    data = folder / "schools.csv"
    table = write_csv(draw, data, 4500)
    comparison.paths("all columns", data, everything)
    comparison.paths("few columns, as NDJSON", data, few, "--to", "ndjson")
    comparison.paths(
        "assumptions",
        data,
        few,
        "--assume",
        "complaints=2",
        "--assume",
        "visited=true",
        "--assume",
        "remark=closure",
        "--set",
        "low_rank=40",
    )
    comparison.kinds("kinds", table, everything)
    comparison.late_keys("late keys", draw, *missing)
    write_csv(draw, data, 2049, separator=";", end="\r\n", mark="\ufeff")
    comparison.paths("semicolons and CR LF", data, few)
    write_csv(draw, data, 4200, unfit=0.0005)
    comparison.paths("values that do not fit", data, few, ending=1)
    comparison.paths("values that do not fit, read as missing", data, everything, *missing)
    write_csv(draw, data, 4200, unfit=0.2, ragged=0.05, separator="\t", end="\r")
    comparison.paths("many values that do not fit", data, few, *missing, "--separator", "tab")
    write_csv(draw, data, 4200, ragged=0.001, broken=3)
    comparison.paths("other bytes than UTF-8", data, everything, *missing)
    with open(data, "ab") as stream:
        stream.write(b'\n900001,"never closed\n')
    comparison.paths("a broken end", data, few, *missing, ending=2)
    return comparison


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        comparison = compare(pathlib.Path(program).resolve(), pathlib.Path(folder))
    print(f"{comparison.count} comparisons, {comparison.wrong} differ")
    return 1 if comparison.wrong else 0


sys.exit(main(*sys.argv[1:]))

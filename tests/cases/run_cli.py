"""run_cli.py SCHOOLCAT RULES CASE.json...: the cases through the command line, as NDJSON.

RULES is the folder of the installed rule files. The other runners compare criteria, names, details
and notes, which the command line does not print.
"""

import json
import pathlib
import subprocess
import sys

SUFFIXES = {
    "outcome": "",
    "rule": "_rule",
    "provisional": "_provisional",
    "possible": "_possible",
    "needs": "_needs",
    "assumed": "_assumed",
    "conflict": "_conflict",
}


def spell(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def command(program, installed, path, case):
    rules = case["rules"]
    line = [
        program,
        "evaluate",
        str(path.parent / rules) if "/" in rules else rules,
        "-",
        "--from",
        "ndjson",
        "--to",
        "ndjson",
    ]
    line += ["--rules-dir", installed]
    for option in ("set", "assume"):
        for name, value in case.get(option, {}).items():
            line += [f"--{option}", f"{name}={spell(value)}"]
    if "today" in case:
        line += ["--today", case["today"]]
    return line


def as_text(ids):
    """Converts ids to strings, as tables have them."""
    if isinstance(ids, list):
        return [as_text(id) for id in ids]
    return ids if ids is None else str(ids)


def in_table(decision):
    """The expected columns of a decision."""
    shown = {key: decision[key] for key in ("provisional", "needs", "conflict") if key in decision}
    if "outcome" in decision:
        shown["outcome"] = as_text(decision["outcome"])
    if "rule" in decision:
        shown["rule"] = "otherwise" if decision.get("by_otherwise") else as_text(decision["rule"])
    if "possible" in decision:
        shown["possible"] = ["-" if id is None else str(id) for id in decision["possible"]]
    if "assumed" in decision:
        shown["assumed"] = [
            f"{entry['element']}={spell(entry['value'])}" for entry in decision["assumed"]
        ]
    return shown


def differences(expected, row):
    for name, decision in expected.get("decisions", {}).items():
        for key, value in in_table(decision).items():
            found = row[name + SUFFIXES[key]]
            if found != value:
                yield f"{name} {key}: expected {value!r}, got {found!r}"
    for name, value in expected.get("outputs", {}).items():
        if row[name] != value:
            yield f"{name}: expected {value!r}, got {row[name]!r}"


def run(line, records):
    data = "".join(
        json.dumps({**record["given"], "case": at}) + "\n" for at, record in enumerate(records)
    )
    return subprocess.run(
        line, input=data, capture_output=True, text=True, encoding="utf-8", check=False
    )


def run_good(line, records):
    """Evaluates all records with a result in one run."""
    done = run(line, records)
    rows = [json.loads(text) for text in done.stdout.splitlines()]
    if done.returncode != 0 or len(rows) != len(records):
        yield "the run", [
            f"exit code {done.returncode}, {len(rows)} rows for {len(records)}",
            done.stderr,
        ]
        return
    for record, row in zip(records, rows):
        yield record["name"], list(differences(record["expect"], row))


def run_bad(line, record):
    """A record with invalid values gives exit code 1 and a message for each."""
    done = run(line, [record])
    wrong = [] if done.returncode == 1 else [f"exit code {done.returncode}"]
    wrong += [
        f"{name} is not named:\n{done.stderr}"
        for name in record["expect"]["error"]
        if name not in done.stderr
    ]
    return record["name"], wrong


def run_file(program, installed, path):
    case = json.loads(path.read_text(encoding="utf-8"))
    print(f"{path.name}: {case['about']}")
    if case.get("today", "") is None:
        print("  skipped: the command line always has a date")
        return
    line = command(program, installed, path, case)
    good = [record for record in case["records"] if "error" not in record["expect"]]
    yield from run_good(line, good)
    for record in case["records"]:
        if "error" in record["expect"]:
            yield run_bad(line, record)


def main():
    program, installed, *paths = sys.argv[1:]
    passed = failed = 0
    for path in map(pathlib.Path, paths):
        for name, wrong in run_file(program, installed, path):
            print(f"  {'FAILED' if wrong else 'ok'}: {name}")
            print("".join(f"    {line}\n" for line in wrong), end="")
            passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


sys.exit(main())

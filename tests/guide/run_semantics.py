"""Runs the worked examples of lib/semantics.md through the command line.

    run_semantics.py SCHOOLCAT SEMANTICS.md

An example NAME is three fenced blocks: NAME.yaml (rule file), NAME.ndjson (one record) and
NAME.expected.json (the columns that `schoolcat evaluate NAME.yaml NAME.ndjson --to ndjson` must
give: for every decision all of COLUMNS). The document must hold exactly EXAMPLES examples and no
other named block. The functions of run.py, which runs the guides, extract the blocks and run the program.
"""

import json
import os
import pathlib
import sys
import tempfile

import run as guide

EXAMPLES = 5
SUFFIXES = (".yaml", ".ndjson", ".expected.json")
COLUMNS = ("", "_provisional", "_possible", "_needs", "_assumed")


def collect(document):
    """{example: {suffix: text}} of the named blocks, and the problems found on the way."""
    examples, problems = {}, []
    for _, name, text in guide.BLOCK.findall(pathlib.Path(document).read_text(encoding="utf-8")):
        if not name:
            continue
        example, dot, rest = name.partition(".")
        if dot + rest not in SUFFIXES:
            problems.append(f"{name}: not a file of an example ({', '.join(SUFFIXES)})")
        elif dot + rest in examples.setdefault(example, {}):
            problems.append(f"{name}: defined twice")
        else:
            examples[example][dot + rest] = text
    return examples, problems


def compare(expected, row):
    """Yields each difference between the expected columns and the row that the program wrote."""
    decisions = [name.removesuffix("_provisional") for name in row if name.endswith("_provisional")]
    for column in (decision + suffix for decision in decisions for suffix in COLUMNS):
        if column not in expected:
            yield f"{column}: missing from the expected answer"
    for column, value in expected.items():
        if column not in row:
            yield f"{column}: not a column of the result"
        elif row[column] != value:
            yield f"{column}: expected {value!r}, got {row[column]!r}"


def check_example(program, folder, example, blocks):
    """Yields the problems of one example."""
    absent = [suffix for suffix in SUFFIXES if suffix not in blocks]
    if absent:
        yield f"no block {', '.join(example + suffix for suffix in absent)}"
        return
    for suffix, text in blocks.items():
        pathlib.Path(folder, example + suffix).write_text(text, encoding="utf-8")
    rules, data = example + ".yaml", example + ".ndjson"
    checked = guide.run(program, ["check", rules], folder, folder)
    if checked.returncode != 0 or "warning" in checked.stdout + checked.stderr:
        yield f"check {rules}: exit {checked.returncode}\n{checked.stdout}{checked.stderr}"
    arguments = ["evaluate", rules, data, "--to", "ndjson", "--today", "2026-01-01"]
    done = guide.run(program, arguments, folder, folder)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(rows) != 1:
        yield f"evaluate {rules}: exit {done.returncode}, {len(rows)} rows, not 1\n{done.stderr}"
        return
    yield from compare(json.loads(blocks[".expected.json"]), rows[0])


def main():
    program, document = os.path.abspath(sys.argv[1]), sys.argv[2]
    examples, problems = collect(document)
    if len(examples) != EXAMPLES:
        problems.append(f"{len(examples)} examples instead of {EXAMPLES}")
    with tempfile.TemporaryDirectory() as folder:
        for example, blocks in examples.items():
            found = list(check_example(program, folder, example, blocks))
            print(f"{'FAILED' if found else 'ok'}: {example}")
            problems += [f"{example}: {problem}" for problem in found]
    print("".join(f"{document}: {problem}\n" for problem in problems), end="")
    print(f"{len(examples)} examples, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

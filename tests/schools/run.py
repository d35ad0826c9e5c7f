"""Evaluates whole tables through the command line.

    run.py SCHOOLCAT RULES-FOLDER STOCKTON.csv [SCHOOLS.csv]

SCHOOLS.csv, if it exists, has real schools, whose columns match without renaming: every row gets a
result under both authorities; a school graded 4 by inspectors is in category 4; a school without a
grade is provisional and has needs. STOCKTON.csv has invented schools of Stockton, which reach every
outcome of every decision.
"""

import collections
import csv
import pathlib
import re
import subprocess
import sys
import tempfile

problems = []


def check(fine, what):
    if not fine:
        problems.append(what)
        print("failed:", what)


def evaluate(program, rules, table, folder):
    out = pathlib.Path(folder, "out.csv")
    done = subprocess.run(
        [program, "evaluate", rules, table, "--today", "2009-08-31", "-o", out],
        capture_output=True,
        text=True,
        timeout=250,
    )
    check(done.returncode == 0, f"{rules}: exit 0, not {done.returncode}: {done.stderr}")
    with open(out, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), done.stderr


def real_schools(program, rules, table, folder):
    with open(table, encoding="utf-8-sig", newline="") as file:
        schools = list(csv.DictReader(file))
    for authority in ("staffordshire", "stockton"):
        answers, said = evaluate(program, f"{rules}/{authority}.yaml", table, folder)
        check(
            len(answers) == len(schools) == 20036,
            f"{authority}: {len(answers)} rows of {len(schools)}",
        )
        check(
            all(a["LAESTAB"] == s["LAESTAB"] for a, s in zip(answers, schools)),
            f"{authority}: rows in the order of the table",
        )
        check(
            said.count("Number on roll") == 1, f"{authority}: unused columns are named once: {said}"
        )
        seen = collections.Counter()
        for school, answer in zip(schools, answers):
            grade = school["Ofsted overall effectiveness"]
            placed = "placed" if answer["category"] else "not placed"
            seen[
                grade or "no grade", answer["category"] or "-", answer["category_provisional"]
            ] += 1
            if authority == "staffordshire" and grade == "Inadequate":
                check(
                    (answer["category"], answer["category_provisional"]) == ("4", "false"),
                    f"{school['LAESTAB']}: grade 4 is category 4",
                )
            if not grade:
                check(
                    answer["category_provisional"] == "true" and answer["category_needs"],
                    f"{school['LAESTAB']}: {placed}, what is missing is listed",
                )
            if answer["category_provisional"] == "true":
                check(
                    "|" in answer["category_possible"],
                    f"{school['LAESTAB']}: provisional, more than one outcome is possible",
                )
        print(authority, dict(seen))


def outcomes(rules, decision):
    """The outcome ids of a decision, read from the layout of the rule file; of `every`, the rule ids."""
    text = pathlib.Path(rules, "stockton.yaml").read_text(encoding="utf-8")
    block = re.search(rf"^  {decision}:\n(.*?)(?=^  \w+:\n|\Z)", text, re.M | re.S).group(1)
    listed = re.search(r"^    outcomes:\n(.*?)^    rules:\n", block, re.M | re.S)
    return set(re.findall(r"^      - id: (\S+)$", listed.group(1) if listed else block, re.M))


def invented_schools(program, rules, table, folder):
    answers, _ = evaluate(program, f"{rules}/stockton.yaml", table, folder)
    for decision in ("category", "support", "advice"):
        reached = {
            outcome for answer in answers for outcome in answer[decision].split("|") if outcome
        }
        wanted = outcomes(rules, decision)
        check(len(wanted) >= 3, f"stockton: {decision} has outcomes")
        check(
            reached == wanted,
            f"stockton: {decision} reaches {sorted(wanted)}, not {sorted(reached)}",
        )
    check(
        not any(name.startswith("stage") for name in answers[0]), "stockton: no stages of concern"
    )


def main():
    program, rules, stockton, *real = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        invented_schools(program, rules, stockton, folder)
        if real and pathlib.Path(real[0]).exists():
            real_schools(program, rules, real[0], folder)
    if problems:
        return 1
    if not real or not pathlib.Path(real[0]).exists():
        print(
            "skipped: the real schools, as ../shared/data/schools-2009.csv is not there; "
            "the invented ones are fine"
        )
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())

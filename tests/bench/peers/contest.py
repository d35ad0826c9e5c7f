"""Shared by the Python peers: reading the CSV of the workload, and the protocol of the contest.

A peer prints a line with the names of its contestants. It then reads names from standard input, one
per line, runs each contestant once over all rows, and prints a JSON line {name, rows, seconds,
digest}. Columns are made before the time is taken; the measured time is that of the decisions, with
results as columns or values of the peer.
"""

import json
import sys
import time

GRADES = [
    "ofsted_overall",
    "achievement",
    "personal_dev",
    "teaching",
    "curriculum",
    "care",
    "leadership",
    "sef_overall",
]
ASPECTS = ["achievement", "personal_dev", "teaching", "curriculum", "care", "leadership"]
YES_NO = ["capacity_limited", "hs_threat", "pace_ok", "leadership_capacity"]
NUMBERS = ["performance_percentile", "cva", "budget_deficit_pct"]
COUNTS = ["complaints", "current_stage"]
EXTENTS = ["none", "some", "most", "all"]
PATTERN = "special measures|notice to improve"


def digest(answers):
    """FNV-1a over category (1 to 4), support (0 low to 2 high) and stage (0 to 3) of each row."""
    value = 0xCBF29CE484222325
    for byte in answers:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def together(category, support, stage):
    """Interleaves three sequences of integers as the bytes of the digest."""
    answers = bytearray(3 * len(category))
    answers[0::3] = bytes(category)
    answers[1::3] = bytes(support)
    answers[2::3] = bytes(stage)
    return bytes(answers)


def arguments():
    """Reads the arguments DATA.csv ROWS."""
    return sys.argv[1], int(sys.argv[2])


def run(rows, contestants, about):
    """Runs the protocol.

    `contestants`: name to (decide, bytes_of); bytes_of converts the result of decide() to the bytes
    of the digest. `about`: the peer and its version.
    """
    print(json.dumps({"rows": rows, "contestants": list(contestants), "about": about}), flush=True)
    digests = {}
    for line in sys.stdin:
        name = line.strip()
        decide, bytes_of = contestants[name]
        start = time.perf_counter()
        answers = decide()
        seconds = time.perf_counter() - start
        answers = bytes_of(answers)
        if answers not in digests:
            digests[answers] = digest(answers)
        print(
            json.dumps(
                {"name": name, "rows": rows, "seconds": seconds, "digest": digests[answers]}
            ),
            flush=True,
        )


def records():
    """The rows as dictionaries of Python values, None for missing ones."""
    import csv

    path, rows = arguments()
    readers = {name: int for name in GRADES + COUNTS}
    readers.update({name: float for name in NUMBERS})
    readers.update({name: lambda text: text == "true" for name in YES_NO})
    found = []
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if len(found) == rows:
                break
            del row["urn"]
            found.append(
                {name: readers.get(name, str)(text) if text else None for name, text in row.items()}
            )
    return found

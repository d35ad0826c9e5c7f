"""pandas and NumPy: masks over columns, and numpy.select.

Missing numbers are NaN, so that every comparison with them is false. With a third argument,
ANSWERS.csv, it is a whole program: reads the CSV, evaluates, writes the results.
"""

import sys

import contest
import numpy as np
import pandas as pd

SUPPORT = np.array(["", "low", "low", "medium", "high"])
STAGE = np.array(["not_of_concern", "1", "2", "3"])


def read(path, rows):
    types = {name: "float64" for name in contest.GRADES + contest.NUMBERS + contest.COUNTS}
    types.update({name: "boolean" for name in contest.YES_NO})
    types.update({"groups_improving": pd.CategoricalDtype(contest.EXTENTS), "concern_note": "str"})
    # 'none' is a value here
    return pd.read_csv(path, dtype=types, nrows=rows, keep_default_na=False, na_values=[""])


def decide(schools):
    aspects = [schools[name].to_numpy() for name in contest.ASPECTS]
    percentile, cva = schools["performance_percentile"].to_numpy(), schools["cva"].to_numpy()
    deficit, ofsted = schools["budget_deficit_pct"].to_numpy(), schools["ofsted_overall"].to_numpy()
    extent = schools["groups_improving"].cat.codes.to_numpy()
    ones = sum((aspect == 1).astype(np.int8) for aspect in aspects)
    good = sum((aspect <= 2).astype(np.int8) for aspect in aspects)

    def yes(name):
        return schools[name].fillna(False).to_numpy(dtype=bool)

    def no(name):
        return ~schools[name].fillna(True).to_numpy(dtype=bool)

    four = (
        (schools["sef_overall"].to_numpy() == 4) | (ofsted == 4) | ((percentile < 25) & (cva < 990))
    )
    for aspect in aspects:
        four |= aspect == 4
    four |= yes("capacity_limited") | (deficit > 5) | yes("hs_threat")
    four |= (
        schools["concern_note"]
        .str.contains(contest.PATTERN, case=False, na=False)
        .to_numpy(dtype=bool)
    )
    one = (
        (percentile >= 75)
        & (extent >= 2)
        & (good == 6)
        & (ones >= 3)
        & (ofsted == 1)
        & (cva >= 1005)
    )
    two = (percentile >= 50) & (extent >= 1) & (good >= 5) & (ofsted <= 2)
    category = np.select([four, one, two], [4, 1, 2], 3).astype(np.uint8)
    support = np.select([category == 4, category == 3], [2, 1], 0).astype(np.uint8)
    concern = four | (schools["complaints"].to_numpy() >= 5) | (deficit > 2)
    intensive = (four & no("leadership_capacity")) | (
        (schools["current_stage"].to_numpy() == 2) & no("pace_ok")
    )
    stage = np.select(
        [~concern, intensive, four | yes("leadership_capacity")], [0, 3, 2], 1
    ).astype(np.uint8)
    return category, support, stage


def main():
    path, rows = contest.arguments()
    schools = read(path, rows)
    if len(sys.argv) == 4:
        category, _, stage = decide(schools)
        answers = {
            "urn": schools["urn"],
            "category": category,
            "support": SUPPORT[category],
            "stage": STAGE[stage],
        }
        pd.DataFrame(answers).to_csv(sys.argv[3], index=False)
        return
    about = f"pandas {pd.__version__}, NumPy {np.__version__}"
    contest.run(
        rows, {"pandas": (lambda: decide(schools), lambda found: contest.together(*found))}, about
    )


main()

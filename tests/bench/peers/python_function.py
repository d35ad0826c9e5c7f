"""A Python function, called for each record; standard library only."""

import platform
import re

import contest

search = re.compile(contest.PATTERN, re.IGNORECASE).search
ASPECTS = contest.ASPECTS


def is_category_4(school):
    if school["sef_overall"] == 4 or school["ofsted_overall"] == 4:
        return True
    percentile, cva = school["performance_percentile"], school["cva"]
    if percentile is not None and cva is not None and percentile < 25 and cva < 990:
        return True
    for aspect in ASPECTS:
        if school[aspect] == 4:
            return True
    deficit = school["budget_deficit_pct"]
    if school["capacity_limited"] or school["hs_threat"] or (deficit is not None and deficit > 5):
        return True
    note = school["concern_note"]
    return note is not None and search(note) is not None


def category_1_to_3(school):
    percentile, extent = school["performance_percentile"], school["groups_improving"]
    if percentile is None or percentile < 50 or extent not in ("some", "most", "all"):
        return 3
    aspects = [school[aspect] for aspect in ASPECTS]
    ones = aspects.count(1)
    good = ones + aspects.count(2)
    if (
        percentile >= 75
        and extent != "some"
        and good == 6
        and ones >= 3
        and school["ofsted_overall"] == 1
    ):
        if school["cva"] is not None and school["cva"] >= 1005:
            return 1
    return 2 if good >= 5 and school["ofsted_overall"] in (1, 2) else 3


def stage_of(school, category_4):
    complaints, deficit = school["complaints"], school["budget_deficit_pct"]
    if not (
        category_4
        or (complaints is not None and complaints >= 5)
        or (deficit is not None and deficit > 2)
    ):
        return 0
    if category_4 and school["leadership_capacity"] is False:
        return 3
    if school["current_stage"] == 2 and school["pace_ok"] is False:
        return 3
    return 2 if category_4 or school["leadership_capacity"] else 1


def decide(school):
    category = 4 if is_category_4(school) else category_1_to_3(school)
    return category, (0, 0, 0, 1, 2)[category], stage_of(school, category == 4)


def main():
    schools = contest.records()
    contest.run(
        len(schools),
        {
            "Python function": (
                lambda: [decide(school) for school in schools],
                lambda found: contest.together(*zip(*found)),
            )
        },
        f"Python {platform.python_version()}",
    )


if __name__ == "__main__":
    main()

"""The Python package of this project, one dictionary at a time."""

import pathlib

import contest
import schoolcat

RULES = pathlib.Path(__file__).parent.parent / "workload.yaml"
SUPPORT = {"low": 0, "medium": 1, "high": 2}


def main():
    rules = schoolcat.load(RULES)
    schools = contest.records()

    def decide():
        results = map(rules.evaluate, schools)
        return [
            (result.category.outcome, result.support.outcome, result.stage.outcome)
            for result in results
        ]

    def bytes_of(answers):
        category, support, stage = zip(*answers)
        # a stage that is not a number is 'not of concern'
        stage = [each if isinstance(each, int) else 0 for each in stage]
        return contest.together(category, [SUPPORT[each] for each in support], stage)

    contest.run(len(schools), {"dictionary": (decide, bytes_of)}, schoolcat.__version__)


main()

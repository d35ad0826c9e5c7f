"""Our own Python package, a dictionary at a time."""
import pathlib

import contest
import schoolcat

RULES = pathlib.Path(__file__).parent.parent / "workload.yaml"
SUPPORT = {"low": 0, "medium": 1, "high": 2}


def main():
    rules = schoolcat.load(RULES)
    schools = contest.records()

    def decide():
        return [rules.evaluate(school) for school in schools]

    def bytes_of(results):
        # a stage that is no number is 'not of concern'
        stages = (result.stage.outcome for result in results)
        return contest.together(
            [result.category.outcome for result in results],
            [SUPPORT[result.support.outcome] for result in results],
            [stage if isinstance(stage, int) else 0 for stage in stages],
        )

    contest.run(
        len(schools), {"**libschoolcat, Python, a dictionary at a time**": (decide, bytes_of)}, schoolcat.__version__
    )


main()

"""CLIPS through clipspy: asserts a fact per record, runs the rules, reads globals."""

import importlib.metadata
import pathlib

import clips
import contest


def main():
    environment = clips.Environment()
    environment.load(str(pathlib.Path(__file__).with_suffix(".clp")))
    template = environment.find_template("school")
    category, stage = environment.find_global("category"), environment.find_global("stage")
    missing = clips.Symbol("nil")
    schools = [
        {name: missing if value is None else value for name, value in school.items()}
        for school in contest.records()
    ]

    def decide():
        answers = []
        for school in schools:
            environment.reset()
            template.assert_fact(**school)
            environment.run()
            answers.append((category.value, (0, 0, 0, 1, 2)[category.value], stage.value))
        return answers

    contest.run(
        len(schools),
        {"CLIPS": (decide, lambda found: contest.together(*zip(*found)))},
        f"clipspy {importlib.metadata.version('clipspy')}",
    )


main()

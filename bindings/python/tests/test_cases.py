"""Runs the cases of tests/cases, reading the results through Python's attributes."""

import datetime
import json
import pathlib
import unittest

import schoolcat

TOP = pathlib.Path(__file__).resolve().parents[3]
CASES = TOP / "tests" / "cases"


def plain(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def decision_as_dict(decision, every):
    answer = {
        "outcome": decision.outcome,
        "name": decision.name,
        "rule": decision.rule,
        "provisional": decision.provisional,
        "possible": decision.possible,
        "needs": decision.needs,
        "assumed": [
            {"element": found.element, "value": found.value, "indicators": list(found.indicators)}
            for found in decision.assumed
        ],
        "conflict": decision.conflict,
        "details": decision.details,
    }
    return answer if every else {**answer, "by_otherwise": decision.by_otherwise}


def result_as_dict(result):
    """The result in the form of schoolcat_result_json(), built from the public attributes."""
    decisions = result.rules.decisions
    return {
        "decisions": {
            name: decision_as_dict(result[name], decisions[name].choose == "every")
            for name in result
        },
        "outputs": {name: plain(value) for name, value in result.outputs.items()},
        "blanks_read": result.blanks_read,
        "assumptions_used": result.assumptions_used,
        "notes": result.notes,
    }


class Cases(unittest.TestCase):
    maxDiff = None

    def assert_holds(self, expected, found, path=""):
        """Objects may have more keys than expected; everything else is equal, and True is not 1."""
        if isinstance(expected, dict) and isinstance(found, dict):
            for key, value in expected.items():
                self.assertIn(key, found, path)
                self.assert_holds(value, found[key], f"{path}.{key}")
        else:
            self.assertEqual(expected, found, path)
            self.assertEqual(isinstance(expected, bool), isinstance(found, bool), path)

    def run_record(self, rules, record, today):
        expected = dict(record["expect"])
        if "error" in expected:
            with self.assertRaises(schoolcat.DataError) as caught:
                rules.evaluate(record["given"], today=today)
            self.assertEqual(
                expected["error"], [problem.column for problem in caught.exception.problems]
            )
            return
        result = rules.evaluate(record["given"], today=today)
        found = result_as_dict(result)
        self.assertEqual(result.to_dict(), found)
        self.assert_holds(expected, {**found, "criteria": result.criteria})

    def test_all(self):
        paths = sorted(CASES.glob("*.json"))
        self.assertGreater(len(paths), 15)
        for path in paths:
            case = json.loads(path.read_text(encoding="utf-8"))
            name = case["rules"]
            rules = schoolcat.load(
                CASES / name if "/" in name else name,
                set=case.get("set"),
                assume=case.get("assume"),
                folders=[TOP / "rules"],
            )
            today = datetime.date.fromisoformat(case["today"]) if case.get("today") else None
            for record in case["records"]:
                with self.subTest(case=path.name, record=record["name"]):
                    self.run_record(rules, record, today)


if __name__ == "__main__":
    unittest.main()

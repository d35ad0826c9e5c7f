"""Tests of the Python layer; test_cases.py covers the results of evaluations."""

import datetime
import math
import pathlib
import tempfile
import threading
import unittest

import schoolcat

TOP = pathlib.Path(__file__).resolve().parents[3]
RULES = TOP / "tests" / "cases" / "rules"
GOOD = {"sef_overall_effectiveness": "good", "performance_percentile": 62, "ofsted_category": ""}


class Loading(unittest.TestCase):
    def test_a_bundled_rule_file_by_its_name(self):
        for name, authority in (("staffordshire", "Staffordshire"), ("stockton", "Stockton")):
            self.assertIn(authority, schoolcat.load(name).authority)

    def test_a_path_object_and_a_text(self):
        rules = schoolcat.load(RULES / "first.yaml")
        text = schoolcat.loads((RULES / "first.yaml").read_text(), name=str(RULES / "first.yaml"))
        self.assertEqual(list(rules.indicators), list(text.indicators))
        self.assertEqual(rules.digest, text.digest)
        self.assertRegex(rules.digest, "^[0-9a-f]{64}$")

    def test_a_text_extends_a_bundled_rule_file(self):
        rules = schoolcat.loads(
            "schoolcat: 1\nauthority: Invented\ntitle: Ours\nextends: staffordshire\nparameters: {median: {value: 65}}\n"
        )
        self.assertEqual(65, rules.parameters["median"].value)
        self.assertEqual(75, rules.parameters["upper_quartile"].value)

    def test_settings(self):
        rules = schoolcat.load(RULES / "conditions.yaml", set={"low": 40.5, "needed": 3})
        self.assertEqual(40.5, rules.parameters["low"].value)
        self.assertTrue(rules.parameters["low"].set_by_caller)
        self.assertEqual(
            (3, int), (rules.parameters["needed"].value, type(rules.parameters["needed"].value))
        )
        self.assertNotEqual(rules.digest, schoolcat.load(RULES / "conditions.yaml").digest)

    def test_a_rule_error_has_everything(self):
        with self.assertRaises(schoolcat.RuleError) as caught:
            schoolcat.loads(
                "schoolcat: 1\nauthority: a\ntitle: t\ncriteria:\n  c: {when: percentil < 25}\nfoo: 1\n"
            )
        error = caught.exception
        self.assertIsInstance(error, ValueError)
        wrong = [found for found in error.diagnostics if found.severity == "error"]
        self.assertEqual(2, len(wrong))
        self.assertEqual({(5, 13), (6, 1)}, {(found.line, found.column) for found in wrong})
        self.assertTrue(all(found.code.startswith("SC") and found.message for found in wrong))
        self.assertIn("percentil < 25", str(error))

    def test_a_file_that_is_not_there(self):
        with self.assertRaises(schoolcat.RuleError) as caught:
            schoolcat.load("no_such_file.yaml")
        self.assertEqual(1, len(caught.exception.diagnostics))

    def test_a_setting_that_does_not_fit(self):
        with self.assertRaises(schoolcat.RuleError) as caught:
            schoolcat.load("staffordshire", set={"upper_quartil": 80})
        self.assertIn("upper_quartile", str(caught.exception))

    def test_check(self):
        self.assertEqual([], schoolcat.check("staffordshire"))
        self.assertEqual(
            ["error"], [found.severity for found in schoolcat.check("no_such_file.yaml")]
        )

    def test_none_and_other_types_are_refused(self):
        for wrong in (None, 3, b"staffordshire\0"):
            with self.assertRaises((TypeError, ValueError)):
                schoolcat.load(wrong)
        with self.assertRaises(TypeError):
            schoolcat.loads(None)
        with self.assertRaises(ValueError):
            schoolcat.load("a\0b")


class Introspection(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = schoolcat.load("staffordshire")

    def test_about(self):
        self.assertEqual("2008-09", self.rules.version)
        self.assertEqual(
            (datetime.date(2008, 9, 1), datetime.date(2009, 8, 31)), self.rules.effective
        )
        self.assertIn("category", repr(self.rules))

    def test_indicators(self):
        teaching = self.rules.indicators["sef_teaching"]
        self.assertEqual("ofsted_grade", teaching.type)
        self.assertIn("SEF T&L", teaching.aliases)
        self.assertIs(False, self.rules.indicators["health_safety_threat"].blank_means)
        self.assertIsNone(teaching.blank_means)
        percentile = self.rules.indicators["performance_percentile"]
        self.assertEqual((0, 100), (percentile.min, percentile.max))
        with self.assertRaises(TypeError):
            self.rules.indicators["sef_teaching"] = None

    def test_scales_and_decisions(self):
        grades = self.rules.scales["ofsted_grade"]
        self.assertTrue(grades.ordered)
        self.assertEqual(
            ["outstanding", "good", "satisfactory", "inadequate"],
            [item.id for item in grades.items],
        )
        self.assertEqual("2", grades.items[1].code)
        category = self.rules.decisions["category"]
        self.assertEqual([1, 2, 3, 4], [outcome.id for outcome in category.outcomes])
        self.assertEqual(("first", None), (category.choose, category.otherwise))
        self.assertEqual("not_of_concern", self.rules.decisions["stage"].otherwise)
        self.assertEqual("every", self.rules.decisions["advice"].choose)
        rule = category.rules[0]
        self.assertEqual(("inadequate", 4), (rule.id, rule.outcome))
        self.assertTrue(rule.text and rule.source)
        self.assertIn("lower_quartile", self.rules.criteria)
        self.assertEqual(["school_pays_days", "school_pays_gbp"], list(self.rules.outputs))


class Values(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = schoolcat.load("staffordshire")

    def problems(self, **values):
        with self.assertRaises(schoolcat.DataError) as caught:
            self.rules.evaluate(values)
        return caught.exception

    def test_a_record_is_a_mapping(self):
        for wrong in (None, 3, [1], "good"):
            with self.assertRaisesRegex(
                TypeError, "a record is a mapping of indicators and values, not"
            ):
                self.rules.evaluate(wrong)

    def test_whole_numbers_that_a_double_cannot_hold(self):
        for value in (2**53 + 2, 10**400, -(10**400)):
            with self.assertRaises(schoolcat.DataError) as caught:
                self.rules.evaluate(
                    {"performance_percentile": value, "terms_in_intervention": value}
                )
            self.assertEqual(2, len(caught.exception.problems))

    def test_a_mistyped_indicator(self):
        error = self.problems(sef_teachin="good")
        self.assertIsInstance(error, ValueError)
        self.assertIn("did you mean 'sef_teaching'?", str(error))
        self.assertEqual("sef_teachin", error.column)

    def test_all_that_does_not_fit_is_said(self):
        error = self.problems(
            sef_teaching="5", performance_percentile=101, parental_complaints=True
        )
        self.assertEqual(
            ["sef_teaching", "performance_percentile", "parental_complaints"],
            [p.column for p in error.problems],
        )
        self.assertEqual((None, "sef_teaching", "5"), (error.row, error.column, error.value))
        self.assertIn("outstanding, good, satisfactory, inadequate", error.expected)

    def test_two_keys_for_one_indicator(self):
        error = self.rules.evaluate({"SEF T&L": "good"}) and self.problems(
            **{"SEF T&L": "good", "sef_teaching": "good"}
        )
        self.assertIn("sef_teaching", str(error))

    def test_what_is_missing(self):
        class NAType:
            def __bool__(self):
                raise TypeError("boolean value of NA is ambiguous")

        known = self.rules.evaluate({**GOOD, "health_safety_threat": ""})
        self.assertIn("health_safety_threat", known.blanks_read)
        for missing in (None, math.nan, float("nan"), NAType(), "NA", "SUPP"):
            result = self.rules.evaluate(
                {**GOOD, "health_safety_threat": missing, "performance_percentile": missing}
            )
            self.assertNotIn("health_safety_threat", result.blanks_read)
            self.assertIsNone(result.criteria["lower_quartile"])

    def test_every_kind_of_value(self):
        class Scalar:  # like a scalar of NumPy
            def __init__(self, value):
                self.value = value

            def item(self):
                return self.value

        r = self.rules.evaluate(
            {
                "sef_overall_effectiveness": 2,
                "sef_teaching": 2.0,
                "performance_percentile": Scalar(62.5),
                "leadership_has_capacity": 1,
                "health_safety_threat": False,
                "parental_complaints": "1,234",
                "ofsted_inspection_date": datetime.datetime(2007, 5, 22, 10, 30),
                "sef_date": datetime.date(2008, 10, 1),
            }
        )
        self.assertEqual("good", r.derived["teaching"])
        self.assertIs(False, r.derived["inspection_is_newer"])
        self.assertIs(True, r.criteria["concern_complaints"])

    def test_hostile_values(self):
        for value in (10**400, "\ud800", "a\0b", [], {}, object(), "x" * 100_000):
            with self.assertRaises((schoolcat.DataError, UnicodeEncodeError, OverflowError)):
                self.rules.evaluate({"performance_percentile": value})
        with self.assertRaises((TypeError, AttributeError)):
            self.rules.evaluate(None)
        with self.assertRaises(TypeError):
            self.rules.evaluate({None: 1})


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = schoolcat.load("staffordshire")

    def test_results_outlive_later_evaluations_and_changes_of_the_mapping(self):
        values = dict(GOOD)
        first = self.rules.evaluate(values)
        values["sef_overall_effectiveness"] = "inadequate"
        second = self.rules.evaluate(values)
        self.assertEqual((4, 2), (second.category.outcome, first.category.outcome))
        self.assertEqual([4], second.category.possible)
        self.assertEqual([2, 3, 4], first.category.possible)
        self.assertIn("Good", first.explain())
        self.assertIn("Inadequate", second.explain())

    def test_reading_an_answer(self):
        r = self.rules.evaluate(GOOD)
        self.assertEqual(2, r.category.outcome)
        self.assertIs(int, type(r.category.outcome))
        self.assertEqual(
            ("Good", "good", True), (r.category.name, r.category.rule, r.category.provisional)
        )
        self.assertIn("performance_percentile", r.rules.indicators)
        self.assertEqual("low", r["support"].outcome)
        self.assertIn("sip_entitlement", r.support.details)
        self.assertEqual(["category", "support", "stage", "advice"], list(r))
        self.assertIn("category", dir(r))
        self.assertIn("category=2", repr(r))
        with self.assertRaisesRegex(AttributeError, "did you mean 'category'"):
            r.catgory
        with self.assertRaises(KeyError):
            r["nothing"]
        self.assertFalse(hasattr(r, "_repr_html_"))

    def test_explanations(self):
        r = self.rules.evaluate(GOOD)
        self.assertIn("Invented School", r.explain(title="Invented School"))
        self.assertIn("#", r.explain("markdown"))
        self.assertIn("{", r.explain(format="json"))
        with self.assertRaises(ValueError):
            r.explain("pdf")

    def test_today(self):
        rules = schoolcat.load(RULES / "values.yaml")
        inspected = {"inspected": datetime.date(2008, 2, 14)}
        self.assertEqual(
            381, rules.evaluate(inspected, today=datetime.date(2009, 3, 1)).outputs["age_days"]
        )
        self.assertIsNone(rules.evaluate(inspected).outputs["age_days"])
        self.assertEqual(datetime.date(2008, 3, 15), rules.evaluate(inspected).outputs["due"])
        for wrong in ("2009-03-01", 39000):
            with self.assertRaisesRegex(TypeError, "a datetime.date is expected, not"):
                rules.evaluate(inspected, today=wrong)

    def test_threads_share_a_rule_set(self):
        wrong = []

        def work(grade, category):
            kept = [
                self.rules.evaluate({**GOOD, "sef_overall_effectiveness": grade})
                for _ in range(200)
            ]
            wrong.extend(
                r
                for r in kept
                if r.category.outcome != category or category not in r.category.possible
            )

        threads = [
            threading.Thread(target=work, args=pair)
            for pair in (("good", 2), ("inadequate", 4), ("satisfactory", 3))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([], wrong)


class TestsFiles(unittest.TestCase):
    def test_the_authorities_own(self):
        for name in ("staffordshire", "stockton"):
            report = schoolcat.load(TOP / "rules" / f"{name}.yaml").test(
                TOP / "rules" / f"{name}.tests.yaml"
            )
            self.assertEqual(0, report.failed, str(report))
            self.assertGreater(report.passed, 20)

    def test_one_that_fails(self):
        rules = schoolcat.load(RULES / "first.yaml")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "first.tests.yaml"
            path.write_text(
                f"rules: {RULES / 'first.yaml'}\ntests:\n  - name: wrong\n    given: {{complaints: 9}}\n    expect: {{category: 1}}\n"
            )
            report = rules.test(path)
            self.assertEqual((0, 1), (report.passed, report.failed))
            self.assertIn("wrong", str(report))
            path.write_text("rules: nothing\n")
            with self.assertRaises(schoolcat.RuleError):
                rules.test(path)


if __name__ == "__main__":
    unittest.main()

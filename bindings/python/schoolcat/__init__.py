"""Evaluates rule files that sort schools into categories, support levels and stages of concern.

import schoolcat
rules = schoolcat.load("staffordshire")
r = rules.evaluate({"sef_overall_effectiveness": "good", "performance_percentile": 62})
r.category.outcome, r.category.provisional, r.category.needs
print(r.explain())
"""

from ._elements import (
    Criterion,
    Decision,
    Derived,
    Element,
    Indicator,
    Item,
    Outcome,
    Parameter,
    Rule,
    Scale,
)
from ._errors import DataError, Diagnostic, Problem, RuleError
from ._result import Assumption, DecisionResult, Result
from ._rules import RuleSet, TestReport, check, load, loads, version

__version__ = version()
__all__ = [
    "Assumption",
    "Criterion",
    "DataError",
    "Decision",
    "DecisionResult",
    "Derived",
    "Diagnostic",
    "Element",
    "Indicator",
    "Item",
    "Outcome",
    "Parameter",
    "Problem",
    "Result",
    "Rule",
    "RuleError",
    "RuleSet",
    "Scale",
    "TestReport",
    "check",
    "load",
    "loads",
    "version",
]

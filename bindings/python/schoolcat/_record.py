"""Sets the values of one school, a mapping, in a record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from ._core import core
from ._errors import DataError, Problem
from ._values import days_from_date, write_text

#: The largest int that a double represents exactly. A larger one is set as text, and refused.
_LARGEST_WHOLE = 2**53

#: A setter of the core, the index of the indicator, and the value to set.
Step = tuple[Any, int, Any]

_MISSING = object()


def is_missing(value: object) -> bool:
    """Whether the value is None, NaN, or a missing value of pandas."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def _plain(value: object) -> object:
    """Converts a scalar of NumPy."""
    item = getattr(value, "item", None)
    return item() if item is not None and not isinstance(value, str) else value


class Slots:
    """Maps keys to indicators, by name, then by alias, like column names; caches the result."""

    def __init__(self, rules: Any) -> None:
        self._rules = rules
        part = core.SCHOOLCAT_PART_INDICATOR
        self._known: dict[str, int] = {}
        self.types: list[int] = []
        for index in range(core.schoolcat_ruleset_count(rules, part)):
            self._known[core.schoolcat_ruleset_element(rules, part, index)["id"]] = index
            self.types.append(core.schoolcat_ruleset_type(rules, part, index)["type"])

    def find(self, key: str) -> int | None:
        index = self._known.get(key)
        if index is None:
            problems = core.schoolcat_problems_new(1)
            columns = core.schoolcat_columns_match(self._rules, [key], problems)
            index = None if columns is None else core.schoolcat_columns_indicator(columns, 0)
            if index is not None:
                self._known[key] = index
        return index

    def unknown(self, key: str, value: object) -> Problem:
        nearest = core.schoolcat_ruleset_nearest(self._rules, core.SCHOOLCAT_PART_INDICATOR, key)
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        return Problem(None, key, str(value), f"the name or an alias of an indicator{hint}")

    def name(self, index: int) -> str:
        fields = core.schoolcat_ruleset_element(self._rules, core.SCHOOLCAT_PART_INDICATOR, index)
        return str(fields["id"])


def step_for(slots: Slots, index: int, value: object) -> Step:
    """The setter for a value of an indicator.

    A value that is neither a number nor a date, where the indicator is one, is set as text and
    parsed like a cell of a spreadsheet.
    """
    value = _plain(value)
    if is_missing(value):
        return core.schoolcat_record_set_missing, index, _MISSING
    kind = slots.types[index]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        whole = isinstance(value, float) or abs(value) <= _LARGEST_WHOLE
        if whole and kind in (core.SCHOOLCAT_NUMBER, core.SCHOOLCAT_INTEGER):
            return core.schoolcat_record_set_number, index, float(value)
    elif isinstance(value, datetime.date) and kind == core.SCHOOLCAT_DATE:
        return core.schoolcat_record_set_date, index, days_from_date(value)
    return core.schoolcat_record_set_cell, index, write_text(value)


class Filled:
    """The checked values of a school, kept to set them again before another evaluation."""

    __slots__ = ("steps",)

    def __init__(
        self, slots: Slots, values: Mapping[str, object], record: Any, problems: Any
    ) -> None:
        """Fills `record`; a DataError lists every refused value and every unknown key."""
        self.steps: list[Step] = []
        found: list[Problem] = []
        taken: dict[int, str] = {}
        if not hasattr(values, "items"):
            raise TypeError(f"a record is a mapping of indicators and values, not {values!r}")
        core.schoolcat_record_clear(record)
        for key, value in values.items():
            index = slots.find(key)
            if index is None:
                found.append(slots.unknown(key, value))
                continue
            if index in taken:
                found.append(
                    Problem(
                        None,
                        key,
                        str(value),
                        f"one value for {slots.name(index)!r}, which {taken[index]!r} gives",
                    )
                )
                continue
            taken[index] = key
            self._add(key, value, step_for(slots, index, value), record, problems, found)
        if found:
            raise DataError(found)

    def _add(
        self, key: str, value: object, step: Step, record: Any, problems: Any, found: list[Problem]
    ) -> None:
        core.schoolcat_problems_clear(problems)
        if _carry_out(step, record, problems):
            self.steps.append(step)
            return
        problem = core.schoolcat_problems_get(problems, 0)
        found.append(Problem(None, key, str(value), problem["expected"]))

    def fill(self, record: Any, problems: Any) -> None:
        core.schoolcat_record_clear(record)
        for step in self.steps:
            _carry_out(step, record, problems)


def _carry_out(step: Step, record: Any, problems: Any) -> bool:
    setter, index, value = step
    if value is _MISSING:
        setter(record, index, core.SCHOOLCAT_NOT_APPLICABLE)
        return True
    return bool(setter(record, index, value, problems))

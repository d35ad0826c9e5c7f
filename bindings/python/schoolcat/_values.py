"""Conversion of values: whole-number ids are int, dates datetime.date, missing is None."""

from __future__ import annotations

import datetime
from typing import Any, Union

from ._core import core

#: The value of an indicator, a parameter or a derived value.
Value = Union[int, float, bool, str, datetime.date, None]
#: The id of an outcome or of an item of a scale.
Id = Union[int, str]

TYPES = {
    core.SCHOOLCAT_NUMBER: "number",
    core.SCHOOLCAT_INTEGER: "integer",
    core.SCHOOLCAT_BOOLEAN: "boolean",
    core.SCHOOLCAT_TEXT: "text",
    core.SCHOOLCAT_DATE: "date",
    core.SCHOOLCAT_SYMBOL: "symbol",
}
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def read_id(text: str) -> Id:
    """Converts an id that is a whole number to int: category 2 is 2."""
    return (
        int(text) if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") else text
    )


def read_value(value: tuple[int, int, Any]) -> Value:
    kind, missing, content = value
    if missing != core.SCHOOLCAT_PRESENT:
        return None
    if kind == core.SCHOOLCAT_SYMBOL:
        return read_id(content)
    if kind == core.SCHOOLCAT_DATE:
        return datetime.date.fromisoformat(content)
    plain: Value = content
    return plain


def date_from_days(days: float) -> datetime.date:
    return datetime.date.fromordinal(_EPOCH + int(days))


def days_from_date(date: datetime.date) -> float:
    """Days since 1970-01-01; the time of a datetime is ignored."""
    if not isinstance(date, datetime.date):
        raise TypeError(f"a datetime.date is expected, not {date!r}")
    return float(date.toordinal() - _EPOCH)


def write_text(value: object) -> str:
    """Writes a value as a rule file or a cell has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)

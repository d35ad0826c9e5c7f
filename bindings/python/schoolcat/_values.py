"""From the library's values to Python's: whole-number ids are int, dates are datetime.date, missing is None."""

from __future__ import annotations

import datetime
from typing import Any, Union

from ._core import core

#: What an indicator, a parameter or a derived value can be.
Value = Union[int, float, bool, str, datetime.date, None]
#: An id of an outcome or of an item of a scale.
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
    """Ids that are whole numbers become int: category 2 is 2."""
    return int(text) if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") else text


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
    """Days since 1970-01-01; of a datetime, its day."""
    if not isinstance(date, datetime.date):
        raise TypeError(f"a datetime.date is expected, not {date!r}")
    return float(date.toordinal() - _EPOCH)


def write_text(value: object) -> str:
    """A value as a rule file or a cell would spell it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)

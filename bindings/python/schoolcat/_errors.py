"""Errors: diagnostics of rule files, and problems of a record's values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ._core import core


@dataclass(frozen=True)
class Diagnostic:
    """One problem of a rule file. Lines and columns count from 1; 0: the problem has no place."""

    code: str
    severity: str  #: "error" or "warning"
    file: str
    line: int
    column: int
    message: str
    hint: str
    element: str  #: path of the element, "decisions.category.rules.good"
    end_line: int
    end_column: int
    source_line: str
    other_file: str  #: the file of a second place ("first defined here"), or ""
    other_line: int
    other_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"


def read_diagnostics(handle: Any) -> list[Diagnostic]:
    """All problems of a load, ordered by file and place."""
    if handle is None:
        return []
    found = []
    for index in range(core.schoolcat_diagnostics_count(handle)):
        fields = core.schoolcat_diagnostics_get(handle, index)
        is_error = fields["severity"] == core.SCHOOLCAT_SEVERITY_ERROR
        found.append(Diagnostic(**{**fields, "severity": "error" if is_error else "warning"}))
    return found


class RuleError(ValueError):
    """A rule file or tests file with errors; `diagnostics` has all problems, warnings too."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message, tuple(diagnostics))
        self.diagnostics: list[Diagnostic] = list(diagnostics)

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Problem:
    """A value that its indicator refuses."""

    row: int | None  #: None for a single record
    column: str  #: the caller's key
    value: str
    expected: str  #: a phrase such as "a number from 0 to 100"

    def __str__(self) -> str:
        place = "" if self.row is None else f"row {self.row}, "
        return (
            f"{place}column {self.column!r}: {self.value!r} does not fit; expected {self.expected}"
        )


class DataError(ValueError):
    """Values that their indicators refuse, or keys that name no indicator.

    `row`, `column`, `value` and `expected` are those of the first problem; `problems` has all.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems: list[Problem] = list(problems)
        first = self.problems[0]
        self.row = first.row
        self.column = first.column
        self.value = first.value
        self.expected = first.expected

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))

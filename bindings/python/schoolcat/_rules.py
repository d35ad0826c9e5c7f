"""Loading of rule files, and rule sets."""

from __future__ import annotations

import datetime
import os
import pathlib
import threading
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Union

from . import _elements as elements
from ._core import core, format_named
from ._errors import Diagnostic, RuleError, read_diagnostics
from ._record import Filled, Slots
from ._result import Result
from ._values import date_from_days, days_from_date, write_text

Path = Union[str, "os.PathLike[str]"]
Settings = Mapping[str, object]

_BUNDLED = pathlib.Path(__file__).parent / "rules"


def version() -> str:
    """The version of the library."""
    return str(core.schoolcat_version())


def load(
    path: Path,
    *,
    set: Settings | None = None,
    assume: Settings | None = None,
    folders: Iterable[Path] = (),
) -> RuleSet:
    """Loads a rule file: a path, or the name of a bundled one ("staffordshire", "stockton").

    `set` overrides parameters ({"upper_quartile": 80}). `assume` replaces the absent or blank value
    of an indicator. `folders` are further folders for include and extends. A RuleError has every
    problem of the files.
    """
    return RuleSet(
        _loaded(*core.schoolcat_ruleset_load(os.fspath(path), _options(set, assume, folders)))
    )


def loads(
    text: str,
    *,
    name: str | None = None,
    set: Settings | None = None,
    assume: Settings | None = None,
    folders: Iterable[Path] = (),
) -> RuleSet:
    """Loads a rule file from a text; `name` is its path in messages and for include and extends."""
    return RuleSet(
        _loaded(*core.schoolcat_ruleset_load_text(text, name, _options(set, assume, folders)))
    )


def check(
    path: Path,
    *,
    set: Settings | None = None,
    assume: Settings | None = None,
    folders: Iterable[Path] = (),
) -> list[Diagnostic]:
    """All problems of a rule file and of the files that it includes, warnings too."""
    return read_diagnostics(
        core.schoolcat_ruleset_load(os.fspath(path), _options(set, assume, folders))[2]
    )


def _options(set: Settings | None, assume: Settings | None, folders: Iterable[Path]) -> Any:
    options = core.schoolcat_options_new()
    installed = os.environ.get("SCHOOLCAT_RULES")
    for folder in [*folders, *([installed] if installed else []), _BUNDLED]:
        core.schoolcat_options_folder(options, os.fspath(folder))
    for name, value in (set or {}).items():
        core.schoolcat_options_parameter(options, name, write_text(value))
    for name, value in (assume or {}).items():
        core.schoolcat_options_assumption(options, name, write_text(value))
    return options


def _loaded(status: int, made: Any, diagnostics: Any) -> Any:
    """The handle; raises a RuleError with all problems if there is none."""
    if status == core.SCHOOLCAT_OK:
        return made
    if status == core.SCHOOLCAT_ERROR_NO_MEMORY:
        raise MemoryError
    if diagnostics is None:
        raise RuleError(core.schoolcat_status_text(status))
    drawn = core.schoolcat_diagnostics_render(diagnostics, core.SCHOOLCAT_FORMAT_TEXT, False)
    raise RuleError(drawn, read_diagnostics(diagnostics))


class _Scratch:
    """The record and the result of one thread, and the school that they hold."""

    def __init__(self, rules: Any) -> None:
        self.record = core.schoolcat_record_new(rules)
        self.result = core.schoolcat_result_new(rules)
        self.problems = core.schoolcat_problems_new(1)
        self.holds: Filled | None = None

    def evaluate(self, values: Filled, today: float | None, *, fill: bool = True) -> None:
        self.holds = None
        if fill:
            values.fill(self.record, self.problems)
        core.schoolcat_evaluate(self.result, self.record, today)
        self.holds = values


class RuleSet:
    """A loaded rule file. It is immutable; several threads may use it at the same time."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._local = threading.local()
        self._about = core.schoolcat_ruleset_describe(handle)
        self._slots = Slots(handle)
        self._decision_index = {name: index for index, name in enumerate(self.decisions)}

    def _scratch(self) -> _Scratch:
        scratch: _Scratch | None = getattr(self._local, "scratch", None)
        if scratch is None:
            scratch = self._local.scratch = _Scratch(self._handle)
        return scratch

    def evaluate(
        self, record: Mapping[str, object], *, today: datetime.date | None = None
    ) -> Result:
        """Evaluates one school. Keys are names or aliases of indicators.

        Omitted values, None and NaN are missing; '' is an empty cell, replaced by `blank_means`;
        other strings are parsed like cells of a spreadsheet. `today` is the value of `today` in the
        rules, missing if None. A DataError lists every refused value and every unknown key.
        """
        scratch = self._scratch()
        scratch.holds = None
        values = Filled(self._slots, record, scratch.record, scratch.problems)
        day = None if today is None else days_from_date(today)
        scratch.evaluate(values, day, fill=False)
        return Result(self, values, day)

    def test(self, path: Path, *, folders: Iterable[Path] = ()) -> TestReport:
        """Runs a tests file; a RuleError has the errors of the file itself."""
        options = _options(None, None, folders)
        return TestReport(_loaded(*core.schoolcat_test(os.fspath(path), self._handle, options)))

    @property
    def authority(self) -> str:
        return str(self._about["authority"])

    @property
    def title(self) -> str:
        return str(self._about["title"])

    @property
    def version(self) -> str:
        return str(self._about["version"])

    @property
    def source(self) -> str:
        return str(self._about["source"])

    @property
    def file(self) -> str:
        return str(self._about["file"])

    @property
    def digest(self) -> str:
        """SHA-256 of all files and settings: 64 hexadecimal digits."""
        return str(self._about["digest"])

    @property
    def effective(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day on which the rules apply, None where the file has none."""

        def day(name: str) -> datetime.date | None:
            return date_from_days(self._about[name]) if self._about[f"has_{name}"] else None

        return day("effective_from"), day("effective_to")

    @cached_property
    def indicators(self) -> Mapping[str, elements.Indicator]:
        return elements.named(elements.read_indicators(self._handle))

    @cached_property
    def parameters(self) -> Mapping[str, elements.Parameter]:
        return elements.named(elements.read_parameters(self._handle))

    @cached_property
    def scales(self) -> Mapping[str, elements.Scale]:
        """Scales, choices and the outcomes of decisions: all types with items."""
        return elements.named(elements.read_scales(self._handle))

    @cached_property
    def criteria(self) -> Mapping[str, elements.Criterion]:
        return elements.named(elements.read_criteria(self._handle))

    @cached_property
    def derived(self) -> Mapping[str, elements.Derived]:
        return elements.named(elements.read_derived(self._handle, core.SCHOOLCAT_PART_DERIVED))

    @cached_property
    def outputs(self) -> Mapping[str, elements.Derived]:
        """The derived values marked `output: true`."""
        return elements.named(elements.read_derived(self._handle, core.SCHOOLCAT_PART_OUTPUT))

    @cached_property
    def decisions(self) -> Mapping[str, elements.Decision]:
        return elements.named(elements.read_decisions(self._handle))

    def __repr__(self) -> str:
        return f"<RuleSet {self.title or self.file!r}: {', '.join(self.decisions)}>"


class TestReport:
    """The results of a tests file; `str()` gives the failures with their reasons."""

    __test__ = False  # keeps pytest from collecting it

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self.passed: int = core.schoolcat_test_report_passed(handle)
        self.failed: int = core.schoolcat_test_report_failed(handle)

    def render(self, format: str = "text", *, coverage: bool = True) -> str:
        """The report as "text", "markdown" or "json"; `coverage` adds what no test reached."""
        return str(core.schoolcat_test_report_render(self._handle, format_named(format), coverage))

    def __str__(self) -> str:
        return self.render()

    def __repr__(self) -> str:
        return f"<TestReport: {self.passed} passed, {self.failed} failed>"

"""The result of evaluating one school."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._core import core, format_named
from ._record import Filled
from ._values import Id, Value, read_value

if TYPE_CHECKING:
    from ._rules import RuleSet


@dataclass(frozen=True)
class Assumption:
    """An unknown condition that `if_unknown` replaced and that the outcome depends on."""

    element: str  #: path of the element
    value: bool  #: the value that replaced unknown
    indicators: tuple[str, ...]  #: the missing indicators that made it unknown


class Result:
    """A DecisionResult for each decision: `r.category` or `r["category"]`.

    It keeps a copy of the values; later changes of the mapping have no effect.
    """

    def __init__(self, rules: RuleSet, values: Filled, today: float | None) -> None:
        self._rules = rules
        self._values = values
        self._today = today
        self._decisions: dict[str, DecisionResult] = {}

    def _native(self) -> Any:
        """The native result, one for each thread; evaluates again if it holds another school."""
        scratch = self._rules._scratch()
        if scratch.holds is not self._values:
            scratch.evaluate(self._values, self._today)
        return scratch.result

    def __getitem__(self, decision: str) -> DecisionResult:
        found = self._decisions.get(decision)
        if found is None:
            index = self._rules._decision_index.get(decision)
            if index is None:
                nearest = core.schoolcat_ruleset_nearest(
                    self._rules._handle, core.SCHOOLCAT_PART_DECISION, str(decision)
                )
                hint = f"; did you mean {nearest!r}?" if nearest else ""
                raise KeyError(f"there is no decision {decision!r}{hint}")
            found = self._decisions[decision] = DecisionResult(self, index)
        return found

    def __getattr__(self, name: str) -> DecisionResult:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules._decision_index)

    def __len__(self) -> int:
        return len(self._rules._decision_index)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    @property
    def rules(self) -> RuleSet:
        return self._rules

    def _part(self, part: int, names: Mapping[str, Any]) -> dict[str, Value]:
        native = self._native()
        return {
            name: read_value(core.schoolcat_result_value(native, part, at))
            for at, name in enumerate(names)
        }

    @property
    def outputs(self) -> dict[str, Value]:
        """The derived values marked `output: true`; None where missing."""
        return self._part(core.SCHOOLCAT_PART_OUTPUT, self._rules.outputs)

    @property
    def derived(self) -> dict[str, Value]:
        """All derived values; None where missing."""
        return self._part(core.SCHOOLCAT_PART_DERIVED, self._rules.derived)

    @property
    def criteria(self) -> dict[str, Value]:
        """The named conditions: True, False, or None for unknown."""
        return self._part(core.SCHOOLCAT_PART_CRITERION, self._rules.criteria)

    @property
    def blanks_read(self) -> list[str]:
        """The indicators whose empty cell was replaced by `blank_means` of the rule file."""
        native = self._native()
        return [
            name
            for at, name in enumerate(self._rules.indicators)
            if core.schoolcat_result_blank_read(native, at)
        ]

    @property
    def assumptions_used(self) -> list[str]:
        """The indicators whose missing value was replaced by the load option `assume`."""
        native = self._native()
        return [
            name
            for at, name in enumerate(self._rules.indicators)
            if core.schoolcat_result_assumption_used(native, at)
        ]

    @property
    def notes(self) -> list[str]:
        """Remarks on this evaluation, each a sentence."""
        native = self._native()
        return [
            core.schoolcat_result_note(native, at)
            for at in range(core.schoolcat_result_note_count(native))
        ]

    def to_dict(self) -> dict[str, Any]:
        """The whole result as dictionaries, lists, strings and numbers."""
        answer: dict[str, Any] = json.loads(core.schoolcat_result_json(self._native()))
        return answer

    def explain(self, format: str = "text", *, title: str | None = None) -> str:
        """Explains each outcome as "text", "markdown" or "json"; `title` names the school."""
        wanted = format_named(format)
        return str(
            core.schoolcat_explanation_render(core.schoolcat_explain(self._native(), title), wanted)
        )

    def __repr__(self) -> str:
        return f"Result({', '.join(f'{name}={self[name].outcome!r}' for name in self)})"

    def _repr_markdown_(self) -> str:
        return self.explain("markdown")


class DecisionResult:
    """The result of one decision; with `choose: every`, `outcome`, `name` and `rule` are lists."""

    def __init__(self, result: Result, index: int) -> None:
        rules = result._rules
        self._result = result
        self._index = index
        self._decision = list(rules.decisions.values())[index]
        native = result._native()
        self.id = str(self._decision.id)
        self.provisional: bool = core.schoolcat_result_provisional(native, index)
        self.outcome: Any  #: an id, an int if it is a whole number; None: no outcome
        self.name: Any  #: None: the rule file has no name
        self.rule: Any  #: the rule that decided; None: no outcome, or by `otherwise`
        self._every = self._decision.choose == "every"
        if self._every:
            self._read_every(native)
        else:
            self._read_one(native)

    def _read_one(self, native: Any) -> None:
        outcome = core.schoolcat_result_outcome(native, self._index)
        rule = core.schoolcat_result_rule(native, self._index)
        self.outcome = None if outcome is None else self._decision.outcomes[outcome].id
        self.name = None if outcome is None else self._decision.outcomes[outcome].name or None
        self.rule = None if rule is None else self._decision.rules[rule].id

    def _read_every(self, native: Any) -> None:
        holding = [
            outcome
            for at, outcome in enumerate(self._decision.outcomes)
            if core.schoolcat_result_outcome_holds(native, self._index, at)
        ]
        self.outcome = [outcome.id for outcome in holding]
        self.name = [outcome.name or None for outcome in holding]
        self.rule = self._holding_rules(native)

    def _holding_rules(self, native: Any) -> list[Id]:
        return [
            rule.id
            for at, rule in enumerate(self._decision.rules)
            if core.schoolcat_result_holds(native, self._index, at)
        ]

    @cached_property
    def by_otherwise(self) -> bool:
        """Whether the outcome is that of `otherwise`."""
        return bool(core.schoolcat_result_by_otherwise(self._result._native(), self._index))

    @cached_property
    def possible(self) -> list[Id | None]:
        """Every outcome that is still possible, best first; None for 'no outcome'.

        With `choose: every`: the outcomes whose rules may hold.
        """
        native = self._result._native()
        possible: list[Id | None] = [
            outcome.id
            for at, outcome in enumerate(self._decision.outcomes)
            if core.schoolcat_result_possible(native, self._index, at)
        ]
        if not self._every and core.schoolcat_result_none_possible(native, self._index):
            possible.append(None)
        return possible

    @cached_property
    def needs(self) -> list[str]:
        """The missing indicators that can still change the outcome."""
        names = list(self._result._rules.indicators)
        return [
            names[at] for at in core.schoolcat_result_needs(self._result._native(), self._index)
        ]

    @cached_property
    def assumed(self) -> list[Assumption]:
        native = self._result._native()
        names = list(self._result._rules.indicators)
        found = []
        for at in range(core.schoolcat_result_assumed_count(native, self._index)):
            element, value, indicators = core.schoolcat_result_assumed(native, self._index, at)
            found.append(Assumption(element, value, tuple(names[i] for i in indicators)))
        return found

    @cached_property
    def conflict(self) -> list[Id]:
        """With `choose: unique`: the rules that hold with different outcomes; otherwise empty."""
        native = self._result._native()
        return (
            self._holding_rules(native)
            if core.schoolcat_result_conflict(native, self._index)
            else []
        )

    @cached_property
    def details(self) -> dict[str, Any]:
        """The details of the outcome, overridden by those of the deciding rule.

        With `choose: every`: by id, the details of each rule that holds and has any.
        """
        native = self._result._native()
        if self._every:
            return {
                str(rule.id): dict(rule.details)
                for at, rule in enumerate(self._decision.rules)
                if rule.details and core.schoolcat_result_holds(native, self._index, at)
            }
        return dict(core.schoolcat_result_details(native, self._index) or {})

    def __repr__(self) -> str:
        return f"DecisionResult({self.id}={self.outcome!r}, rule={self.rule!r}, provisional={self.provisional})"

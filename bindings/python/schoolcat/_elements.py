"""The elements of a rule set: parameters, scales, indicators, criteria, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from ._core import core
from ._values import TYPES, Id, Value, read_id, read_value


@dataclass(frozen=True)
class Element:
    """The labels and texts of an element; "" where the rule file has none."""

    id: Id
    label: str
    text: str  #: the wording as published
    source: str  #: the page or section of the publication
    note: str  #: a note of the author of the rule file
    path: str  #: "decisions.category.rules.good"
    layer: str  #: the file that last set it, or "the caller"
    line: int  #: the line in that file; 0 for the caller


@dataclass(frozen=True)
class Item(Element):
    """An item of a scale or a choice."""

    code: str


@dataclass(frozen=True)
class Scale(Element):
    """A scale, a choice, or the outcomes of a decision; the items of an ordered one, best first."""

    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Typed(Element):
    type: str  #: "number", "integer", "boolean", "text", "date", or the name of a scale
    unit: str
    min: Value
    max: Value


@dataclass(frozen=True)
class Indicator(Typed):
    blank_means: Value  #: the value of an empty cell; None: unknown
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Parameter(Typed):
    value: Value
    set_by_caller: bool


@dataclass(frozen=True)
class Derived(Typed):
    output: bool  #: whether results have a column of it


@dataclass(frozen=True)
class Criterion(Element):
    """A named condition."""


@dataclass(frozen=True)
class Outcome(Element):
    name: str
    details: Mapping[str, Any]  #: who acts, entitlements, deadlines


@dataclass(frozen=True)
class Rule(Element):
    outcome: Id
    details: Mapping[str, Any]  #: its own details override those of its outcome


@dataclass(frozen=True)
class Decision(Element):
    choose: str  #: "first", "worst", "best", "unique" or "every"
    outcomes: tuple[Outcome, ...]  #: best first
    rules: tuple[Rule, ...]  #: in the order of evaluation
    otherwise: Id | None


CHOOSE = {
    core.SCHOOLCAT_CHOOSE_FIRST: "first",
    core.SCHOOLCAT_CHOOSE_WORST: "worst",
    core.SCHOOLCAT_CHOOSE_BEST: "best",
    core.SCHOOLCAT_CHOOSE_UNIQUE: "unique",
    core.SCHOOLCAT_CHOOSE_EVERY: "every",
}

E = TypeVar("E", bound=Element)


def named(elements: Iterator[E]) -> Mapping[str, E]:
    """A read-only mapping by id, in the order of the rule file."""
    return MappingProxyType({str(element.id): element for element in elements})


def _words(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "id": read_id(fields["id"])}


def _typed(rules: Any, part: int, index: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields common to typed elements, and the type information."""
    facts = core.schoolcat_ruleset_type(rules, part, index)
    whole = facts["type"] == core.SCHOOLCAT_INTEGER

    def bound(name: str) -> Value:
        if not facts[f"has_{name}"]:
            return None
        return int(facts[name]) if whole else float(facts[name])

    fields = _words(core.schoolcat_ruleset_element(rules, part, index))
    fields.update(type=facts["type_name"], unit=facts["unit"], min=bound("min"), max=bound("max"))
    return fields, facts


def read_indicators(rules: Any) -> Iterator[Indicator]:
    part = core.SCHOOLCAT_PART_INDICATOR
    for index in range(core.schoolcat_ruleset_count(rules, part)):
        fields, facts = _typed(rules, part, index)
        count = core.schoolcat_indicator_alias_count(rules, index)
        aliases = tuple(core.schoolcat_indicator_alias(rules, index, at) for at in range(count))
        blank_means = read_value(facts["value"]) if facts["has_value"] else None
        yield Indicator(**fields, blank_means=blank_means, aliases=aliases)


def read_parameters(rules: Any) -> Iterator[Parameter]:
    part = core.SCHOOLCAT_PART_PARAMETER
    for index in range(core.schoolcat_ruleset_count(rules, part)):
        fields, facts = _typed(rules, part, index)
        yield Parameter(
            **fields, value=read_value(facts["value"]), set_by_caller=facts["set_by_caller"]
        )


def read_derived(rules: Any, part: int) -> Iterator[Derived]:
    for index in range(core.schoolcat_ruleset_count(rules, part)):
        fields, facts = _typed(rules, part, index)
        yield Derived(**fields, output=facts["output"])


def read_criteria(rules: Any) -> Iterator[Criterion]:
    part = core.SCHOOLCAT_PART_CRITERION
    for index in range(core.schoolcat_ruleset_count(rules, part)):
        yield Criterion(**_words(core.schoolcat_ruleset_element(rules, part, index)))


def read_scales(rules: Any) -> Iterator[Scale]:
    part = core.SCHOOLCAT_PART_SCALE
    for index in range(core.schoolcat_ruleset_count(rules, part)):
        items = tuple(
            Item(
                **_words(core.schoolcat_scale_item(rules, index, at)),
                code=core.schoolcat_scale_item_code(rules, index, at),
            )
            for at in range(core.schoolcat_scale_item_count(rules, index))
        )
        fields = _words(core.schoolcat_ruleset_element(rules, part, index))
        yield Scale(**fields, ordered=core.schoolcat_scale_is_ordered(rules, index), items=items)


def _outcome(rules: Any, decision: int, at: int) -> Outcome:
    fields = _words(core.schoolcat_decision_outcome(rules, decision, at))
    details = core.schoolcat_outcome_details(rules, decision, at) or {}
    return Outcome(**fields, name=fields["label"], details=details)


def _rule(rules: Any, decision: int, at: int, outcomes: tuple[Outcome, ...]) -> Rule:
    outcome = outcomes[core.schoolcat_decision_rule_outcome(rules, decision, at)].id
    details = core.schoolcat_rule_details(rules, decision, at) or {}
    return Rule(
        **_words(core.schoolcat_decision_rule(rules, decision, at)),
        outcome=outcome,
        details=details,
    )


def read_decisions(rules: Any) -> Iterator[Decision]:
    part = core.SCHOOLCAT_PART_DECISION
    for index in range(core.schoolcat_ruleset_count(rules, part)):
        outcomes = tuple(
            _outcome(rules, index, at)
            for at in range(core.schoolcat_decision_outcome_count(rules, index))
        )
        otherwise = core.schoolcat_decision_has_otherwise(rules, index)
        yield Decision(
            **_words(core.schoolcat_ruleset_element(rules, part, index)),
            choose=CHOOSE[core.schoolcat_decision_choose(rules, index)],
            outcomes=outcomes,
            rules=tuple(
                _rule(rules, index, at, outcomes)
                for at in range(core.schoolcat_decision_rule_count(rules, index))
            ),
            otherwise=None if otherwise is None else outcomes[otherwise].id,
        )

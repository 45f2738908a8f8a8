"""The shipped weights of linking as settings of Splink: what each level of a comparison means, and how much it weighs.

The figures stand in `weights.json`, fitted by `python -m model.linking.fit` on open gold; a run never changes them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).with_name("weights.json")


class Level(NamedTuple):
    """A level of a comparison, with the SQL under which it holds."""

    name: str
    sql: str


class BadWeights(Exception):
    """Raised when the shipped weights do not fit the comparisons; the sentence says what to do."""


def _common(first: str, second: str | None = None) -> str:
    second = second or first
    either = f"list_has_any({first}_l, {second}_r)"
    return either if first == second else f"({either} or list_has_any({second}_l, {first}_r))"


def _none(*columns: str) -> str:
    return " or ".join("(" + " and ".join(f"len({column}_{side})=0" for column in columns) + ")" for side in "lr")


def _simple(column: str) -> tuple[Level, ...]:
    return (Level("unknown", _none(column)), Level("same", _common(column)), Level("differs", "ELSE"))


_FIRMS = ("firm", "firm_claimed", "firm_part")
COMPARISONS: dict[str, tuple[Level, ...]] = {
    "phone": (
        Level("unknown", _none("phone", "phone_shared")),
        Level("same", _common("phone")),
        Level("same_of_several_firms", f"{_common('phone_shared')} or {_common('phone', 'phone_shared')}"),
        Level("differs", "ELSE"),
    ),
    **{column: _simple(column) for column in ("handle", "bank", "mail", "web", "address")},
    "company": (
        Level("unknown", _none(*_FIRMS)),
        Level("same_employer_same_board", _common("firm_here")),
        Level("same", _common("firm")),
        Level("claimed", _common("firm_claimed")),
        Level("part", f"{_common('firm_part')}"),
        Level("differs", "ELSE"),
    ),
    "person": (
        Level("unknown", _none("person", "person_short")),
        Level("same", _common("person")),
        Level("same_short", f"{_common('person_short')}"),
        Level("differs", "ELSE"),
    ),
    "licence": _simple("licence"),
    "text": _simple("text"),
}
"""Comparisons and their levels, the first that holds counts; `unknown` weighs nothing."""


@cache
def weights(path: Path = TABLE) -> dict[str, Any]:
    """Return the shipped figures: version, prior, threshold, and m and u of every level.

    Raises:
        BadWeights: a level is missing or too much.
    """
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, levels in COMPARISONS.items():
        wanted = {level.name for level in levels} - {"unknown"}
        if set(loaded["levels"].get(name, ())) != wanted:
            msg = f"{path.name}: {name} needs {', '.join(sorted(wanted))}; run python -m model.linking.fit"
            raise BadWeights(msg)
    return loaded


def settings(figures: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of Splink; columns are those of profiles, `number` the unique one."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "probability_two_random_records_match": figures["prior"],
        "comparisons": [_comparison(name, figures["levels"].get(name, {})) for name in COMPARISONS],
        "blocking_rules_to_generate_predictions": [],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": False,
    }


def _comparison(name: str, figures: dict[str, Any]) -> dict[str, Any]:
    levels = []
    for level in COMPARISONS[name]:
        one: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.name}
        if level.name == "unknown":
            one["is_null_level"] = True
        else:
            one["m_probability"], one["u_probability"] = figures.get(level.name, (0.5, 0.5))
        levels.append(one)
    return {"output_column_name": name, "comparison_levels": levels}

"""The facts of a screening as rows that a person reads, in the order in which an inspector asks for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from review_app import wording, written
from review_app.language import _
from review_app.service.masking import Mask
from storage.tables import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact."""

    kind: str
    value: str
    quote: str


def fact_rows(facts: Iterable[Fact], mask: Mask) -> list[FactRow]:
    """Return the facts in words as a reader may see them, kinds in the order of `wording.FACTS`, unknown kinds last."""
    order = {kind: place for place, kind in enumerate(wording.FACTS)}
    rows = sorted(facts, key=lambda fact: order.get(fact.kind, len(order)))
    return [
        FactRow(
            kind=wording.fact_kind(fact.kind),
            value=mask.value(_masked_as(fact), describe(fact.kind, fact.value)),
            quote=mask.value(_masked_as(fact), fact.quote_text or ""),
        )
        for fact in rows
        # the length of the contract is a fact of its own
        if not (fact.kind == "terms" and fact.value.get("what") == "contract_months")
    ]


def _masked_as(fact: Fact) -> str:
    """Return the kind by which a fact is masked: a site among the contacts is nobody's own."""
    return "web" if fact.kind == "contacts" and fact.value.get("kind") == "web" else fact.kind


def describe(kind: str, value: dict[str, Any]) -> str:
    """Return one fact in words; of a kind that this app does not know, its values as they are."""
    writer = _WRITERS.get(kind)
    return (writer(value) if writer else "") or " · ".join(str(part) for part in value.values() if part is not None)


def _wage(value: dict[str, Any]) -> str:
    said = _with_period(value, written.money_range(value.get("min"), value.get("max"), value.get("currency") or "VND"))
    low, high = value.get("vnd_month_min"), value.get("vnd_month_max")
    same = value.get("currency") in (None, "VND") and value.get("period") in (None, "month")
    if (said and same) or (low is None and high is None):
        return said
    monthly = _("about {amount} a month").format(amount=written.money_range(low, high))
    return f"{said} ({monthly})" if said else monthly


def _with_period(value: dict[str, Any], said: str) -> str:
    period = value.get("period")
    return f"{said} {_(wording.PERIODS[period])}" if said and period in wording.PERIODS else said


def _fee(value: dict[str, Any]) -> str:
    kind = _(wording.FEES.get(value.get("kind", "other"), wording.FEES["other"]))
    amount, currency, vnd = value.get("amount"), value.get("currency") or "VND", value.get("vnd")
    if amount is None and vnd is None:
        return _("{kind}, amount not stated").format(kind=kind)
    said = written.money(amount, currency) if amount is not None else written.money(vnd or 0)
    if currency != "VND" and amount is not None and vnd is not None:
        said = _("{amount} (about {vnd})").format(amount=said, vnd=written.money(vnd))
    return f"{kind}: {said}"


def _ages(value: dict[str, Any]) -> str:
    low, high = value.get("min"), value.get("max")
    if low is not None and high is not None:
        return _("{low} to {high} years").format(low=low, high=high)
    if low is not None:
        return _("from {low} years").format(low=low)
    return _("up to {high} years").format(high=high)


def _months(value: dict[str, Any]) -> str:
    return _("{months} months").format(months=value.get("value"))


def _offer(value: dict[str, Any]) -> str:
    kind = _(wording.OFFERS.get(value.get("kind", ""), wording.OFFERS["bonus"]))
    return f"{kind}: {written.money(value.get('amount') or 0, value.get('currency') or 'VND')}"


def _term(value: dict[str, Any]) -> str:
    what, said = str(value.get("what")), value.get("value")
    name = _(wording.TERMS[what]) if what in wording.TERMS else what
    return f"{name}: {_(wording.TERM_VALUES[said]) if said in wording.TERM_VALUES else said}"


def _paper(value: dict[str, Any]) -> str:
    what = str(value.get("what") or "")
    return _(wording.PAPERS[what]) if what in wording.PAPERS else what


def _contact(value: dict[str, Any]) -> str:
    return f"{str(value.get('kind')).capitalize()}: {value.get('value')}"


_WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "wages": _wage,
    "fees": _fee,
    "ages": _ages,
    "destinations": lambda value: written.country(str(value.get("country") or "")),
    "provinces": lambda value: str(value.get("name") or ""),
    "contract_months": _months,
    "offers": _offer,
    "terms": _term,
    "contacts": _contact,
    "papers_kept": _paper,
}

"""The arithmetic about fees, line by line: wage, months, ceiling, what is asked, what is above."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.fee_arithmetic import Reckoning
from model.fee_sheet import ReckonedFee, fee_sheet
from model.indicators.advert import Advert
from model.law.amounts import months_in_words
from review_app import written
from review_app.language import _, marked
from review_app.service.masking import Mask

_MISSING = {
    "thời hạn hợp đồng": marked("length of the contract"),
    "mức lương": marked("wage"),
    "công việc": marked("kind of work"),
    "nước đến làm việc": marked("country of work"),
    "giá vé máy bay một lượt": marked("price of a one-way flight"),
}
"""What the model calls a fact that is missing → the same in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One line of the arithmetic."""

    name: str
    amount: str
    law: str = ""
    """Where the law says so; empty for plain arithmetic."""
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTable:
    """One kind of fee against its ceiling."""

    kind: str
    """service | deposit | brokerage"""
    lines: Sequence[FeeLine]
    outcome: str
    """above | within | open"""
    said: str
    """The outcome in a sentence."""
    missing: Sequence[str]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSteps:
    """All of it."""

    tables: Sequence[FeeTable]
    abroad: bool
    """The advert is about work abroad; only that has ceilings."""
    asks: bool
    """Some sum is asked at all."""


def fee_steps(advert: Advert, mask: Mask) -> FeeSteps:
    """Return the arithmetic of an advert in the reader's language, its quotes as they may see them."""
    return FeeSteps(
        tables=[_table(fee, mask) for fee in fee_sheet(advert)], abroad=advert.abroad, asks=bool(advert.facts.fees)
    )


def _table(fee: ReckonedFee, mask: Mask) -> FeeTable:
    reckoning = fee.reckoning
    outcome, said = _outcome(reckoning)
    return FeeTable(
        kind=fee.kind,
        lines=[*_wage(reckoning), *_ceiling(reckoning), *_asked(reckoning, converted=fee.converted)],
        outcome=outcome,
        said=said,
        missing=[_(_MISSING[one]) if one in _MISSING else one for one in reckoning.missing],
        quote=mask.value("fees", fee.quotes[0].text) if fee.quotes else "",
    )


def _wage(reckoning: Reckoning) -> list[FeeLine]:
    if reckoning.wage_vnd is None or reckoning.months is None:
        return []
    about = _("Wage a month (about: exchange rate estimated)") if reckoning.estimated else _("Wage a month")
    months = months_in_words(reckoning.months).removesuffix(" tháng")
    return [
        FeeLine(name=about, amount=written.money(reckoning.wage_vnd)),
        FeeLine(name=_("× months of wage allowed"), amount=f"× {months}"),
    ]


def _ceiling(reckoning: Reckoning) -> list[FeeLine]:
    rule = next((step for step in reckoning.steps if step.law), None)
    name = _("= highest ceiling that could hold") if reckoning.missing else _("= ceiling")
    amount = _("not known") if reckoning.at_most_vnd is None else written.money(reckoning.at_most_vnd)
    return [
        FeeLine(name=name, amount=amount, law=rule.law if rule else "", verified=rule.verified if rule else True),
    ]


def _asked(reckoning: Reckoning, *, converted: bool) -> list[FeeLine]:
    if reckoning.asked_vnd is None:
        return []
    name = _("The advert asks (about: exchange rate estimated)") if converted else _("The advert asks")
    lines = [FeeLine(name=name, amount=written.money(reckoning.asked_vnd))]
    excess = reckoning.excess_at_least_vnd
    if excess:
        name = _("Above the ceiling by at least") if reckoning.missing else _("Above the ceiling by")
        lines.append(FeeLine(name=name, amount=written.money(excess)))
    return lines


def _outcome(reckoning: Reckoning) -> tuple[str, str]:
    excess = reckoning.excess_at_least_vnd
    if excess:
        return "above", _("More is asked than the ceiling allows: to be verified.")
    if excess is None or reckoning.missing:
        return "open", _("Cannot be told from the advert alone.")
    return "within", _("Not above the ceiling.")

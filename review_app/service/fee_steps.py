"""The arithmetic about fees, line by line: wage, months, ceiling, what is asked, what is above."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from model.fee_arithmetic import Reckoning
from model.fee_sheet import ReckonedFee, fee_sheet
from model.indicators.advert import Advert
from model.law.amounts import months_in_words
from review_app import written
from review_app.language import _, language, marked
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
    if fee.months is None:
        outcome, said = _outcome(reckoning)
        lines = [*_wage(reckoning), *_ceiling(reckoning), *_asked(reckoning, converted=fee.converted)]
    else:
        outcome, said = _outcome_of(max(Fraction(), fee.months[0] - fee.months[1]), missing=bool(reckoning.missing))
        lines = _in_months(reckoning, *fee.months)
    return FeeTable(
        kind=fee.kind,
        lines=lines,
        outcome=outcome,
        said=said,
        missing=[_(_MISSING[one]) if one in _MISSING else one for one in reckoning.missing],
        quote=mask.value("fees", fee.quotes[0].text) if fee.quotes else "",
    )


def _wage(reckoning: Reckoning) -> list[FeeLine]:
    if reckoning.wage_vnd is None or reckoning.months is None:
        return []
    about = _("Wage a month (about: exchange rate estimated)") if reckoning.estimated else _("Wage a month")
    return [
        FeeLine(name=about, amount=written.money(reckoning.wage_vnd)),
        FeeLine(name=_("× months of wage allowed"), amount=f"× {_number(reckoning.months)}"),
    ]


def _ceiling(reckoning: Reckoning) -> list[FeeLine]:
    amount = _("not known") if reckoning.at_most_vnd is None else written.money(reckoning.at_most_vnd)
    return [_ceiling_of(reckoning, amount, nothing=reckoning.at_most_vnd == 0)]


def _ceiling_of(reckoning: Reckoning, amount: str, *, nothing: bool) -> FeeLine:
    rule = next((step for step in reckoning.steps if step.law), None)
    name = _("= highest ceiling that could hold") if reckoning.missing else _("= ceiling")
    if nothing:
        # a ceiling of nothing is no product of a wage: say what the table of law says
        name = _("Nothing of this may be taken from the worker")
    return FeeLine(name=name, amount=amount, law=rule.law if rule else "", verified=rule.verified if rule else True)


def _in_months(reckoning: Reckoning, asked: Fraction, at_most: Fraction) -> list[FeeLine]:
    """Return the lines of a fee that is named in months of wage, for which no wage is needed."""
    lines = [
        _ceiling_of(reckoning, _months_of_wage(at_most), nothing=not at_most),
        FeeLine(name=_("The advert asks"), amount=_months_of_wage(asked)),
    ]
    if asked > at_most:
        name = _("Above the ceiling by at least") if reckoning.missing else _("Above the ceiling by")
        lines.append(FeeLine(name=name, amount=_months_of_wage(asked - at_most)))
    return lines


def _months_of_wage(months: Fraction) -> str:
    return _("{number} months of wage").format(number=_number(months))


def _number(months: Fraction) -> str:
    """Write how many, with the sign before decimals that the reader's language has."""
    number = months_in_words(months).removesuffix(" tháng")
    return number if language() == "vi" else number.replace(",", ".")


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
    return _outcome_of(reckoning.excess_at_least_vnd, missing=bool(reckoning.missing))


def _outcome_of(excess: Fraction | int | None, *, missing: bool) -> tuple[str, str]:
    if excess:
        return "above", _("More is asked than the ceiling allows: to be verified.")
    if excess is None or missing:
        return "open", _("Cannot be told from the advert alone.")
    return "within", _("Not above the ceiling.")

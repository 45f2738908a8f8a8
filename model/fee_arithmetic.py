"""Reckon what a worker may be asked to pay, and by how much an advert goes beyond it, in steps to repeat aloud.

Nothing is guessed: a fact that is needed and missing is named, and then only the highest ceiling that any such fact
could give is reckoned, so that what lies above it is an excess whatever the fact turns out to be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from model.law.amounts import dotted, months_in_words, spoken
from model.law.ceilings import DepositCeiling, ServiceFeeCeiling, candidates
from model.law.exchange import exchange_on
from model.law.references import law_references
from model.law.row import MarketRow, Row
from model.law.tables import rows_on

_YEAR, _LONG = 12, 36
M = TypeVar("M", bound=MarketRow)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as the advert states it, in whole units."""

    amount: int
    currency: str = "VND"

    def __post_init__(self) -> None:
        """Refuse a sum below zero."""
        if self.amount < 0:
            msg = f"a sum below zero: {self.amount} {self.currency}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reckoning: a sentence, and the law that it rests on, empty for plain arithmetic."""

    sentence: str
    law: str = ""
    verified: bool = True
    estimated: bool = False
    """True where an exchange rate was used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What may be asked, what is asked, and what is missing to tell."""

    asked_vnd: int | None
    at_most_vnd: int | None
    """The highest ceiling that the missing facts allow; the ceiling itself where none is missing."""
    missing: tuple[str, ...]
    """Facts that the ceiling depends on and that the advert does not give."""
    steps: tuple[Step, ...]
    wage_vnd: int | None = None
    months: Fraction | None = None
    """How many months of wage the ceiling is."""

    @property
    def ceiling_vnd(self) -> int | None:
        """The ceiling, None where a fact is missing that it depends on."""
        return None if self.missing else self.at_most_vnd

    @property
    def excess_vnd(self) -> int | None:
        """How much more is asked than allowed, 0 where nothing is; None where it cannot be told."""
        return None if self.missing else self.excess_at_least_vnd

    @property
    def excess_at_least_vnd(self) -> int | None:
        """How much more is asked than the highest ceiling that could hold."""
        if self.asked_vnd is None or self.at_most_vnd is None:
            return None
        return max(0, self.asked_vnd - self.at_most_vnd)

    @property
    def estimated(self) -> bool:
        """Tell whether some step used an exchange rate."""
        return any(step.estimated for step in self.steps)

    @property
    def sentence(self) -> str:
        """The arithmetic and its outcome, as one says it to somebody; what is missing first."""
        reckoned = [step.sentence for step in self.steps if not step.law]
        return "; ".join([*(f"thiếu {fact}" for fact in self.missing), *reckoned])


def reckon_service_fee(  # noqa: PLR0913 - one argument for each fact that the ceiling depends on
    asked: Money | None,
    *,
    wage: Money | None,
    contract_months: int | None,
    market: str | None,
    job: str | None,
    on: date,
    extended: bool = False,
) -> Reckoning:
    """Reckon the service fee of work abroad: months of wage by length of contract, market and job (keys of `JOBS`).

    Args:
        asked: what the advert asks, None to learn the ceiling alone.
        wage: monthly wage that the ceiling is counted by.
        contract_months: length of the contract, or of its extension.
        market: ISO code of the country.
        job: a key of `JOBS`.
        on: day whose law holds.
        extended: the fee is for extending a contract, which has a lower ceiling.
    """
    if contract_months is not None and contract_months <= 0:
        msg = f"a contract of {contract_months} months"
        raise ValueError(msg)
    found = candidates(rows_on(ServiceFeeCeiling, on), market, job)
    if not found:
        return _without_law("trần tiền dịch vụ", on)
    allowed = [(row, _months(row, contract_months, extended=extended)) for row in found.values()]
    row, months = max(allowed, key=lambda pair: pair[1])
    missing = _open_facts(found, market, job, lambda row: _months(row, contract_months, extended=extended))
    if months and contract_months is None:
        missing = (*missing, "thời hạn hợp đồng")
    rule = _rule(_service_rule(months, contract_months, exact=not missing, extended=extended), row)
    if not months:
        return _compare([rule, Step("trần 0 đồng")], asked, 0, missing, on)
    wage_vnd, said = _in_vnd("lương", wage, on)
    if wage_vnd is None:
        return _compare([rule], asked, None, (*missing, f"tỷ giá {wage.currency}" if wage else "mức lương"), on)
    ceiling = int(wage_vnd * months)
    product = Step(f"lương {spoken(wage_vnd)} × {months_in_words(months)} = {_name(missing)} {spoken(ceiling)}")
    return _compare([rule, *said, product], asked, ceiling, missing, on, of=(wage_vnd, months))


def reckon_deposit(asked: Money | None, *, market: str | None, job: str | None, on: date) -> Reckoning:
    """Reckon the worker's deposit for work abroad, which has a ceiling by market and job."""
    found = candidates(rows_on(DepositCeiling, on), market, job)
    if not found:
        return _without_law("trần tiền ký quỹ", on)
    missing = _open_facts(found, market, job, lambda row: row.vnd)
    in_words = next((row for row in found.values() if row.vnd is None), None)
    if in_words is not None:
        rule = _rule(f"tiền ký quỹ không quá {in_words.words}", in_words)
        return _compare([rule], asked, None, (*missing, "giá vé máy bay một lượt"), on)
    row = max(found.values(), key=lambda row: row.vnd or 0)
    ceiling = row.vnd or 0
    rule = _rule(f"tiền ký quỹ không quá {spoken(ceiling)}" if ceiling else "không được thu tiền ký quỹ", row)
    return _compare([rule, Step(f"{_name(missing)} {spoken(ceiling)}")], asked, ceiling, missing, on)


def reckon_brokerage(asked: Money | None, *, on: date) -> Reckoning:
    """Reckon a brokerage fee asked of a worker, who may never be asked for one."""
    found = law_references(("no_brokerage_from_workers",), on)
    if not found:
        return _without_law("tiền môi giới", on)
    law = f"{found[0].document}, {found[0].article}"
    rule = Step("không được thu tiền môi giới của người lao động", law, found[0].verified)
    return _compare([rule, Step("trần 0 đồng")], asked, 0, (), on)


def _without_law(what: str, on: date) -> Reckoning:
    missing = (f"quy định về {what} của ngày {on:%d/%m/%Y}",)
    return Reckoning(asked_vnd=None, at_most_vnd=None, missing=missing, steps=())


def _months(row: ServiceFeeCeiling, contract_months: int | None, *, extended: bool) -> Fraction:
    """Return how many months of wage may be taken; no length allows more than what stands for an unknown one."""
    if extended and row.months_wage_per_12_months_extended is not None:
        return Fraction(row.months_wage_per_12_months_extended) * (contract_months or _LONG) / _YEAR
    by_year = Fraction(row.months_wage_per_12_months)
    long = Fraction(row.months_wage_from_36_months)
    if contract_months is None:
        return max(long, by_year * _LONG / _YEAR)
    return long if contract_months >= _LONG else by_year * contract_months / _YEAR


def _open_facts(
    found: Mapping[tuple[str, str], M], market: str | None, job: str | None, ceiling: Callable[[M], object]
) -> tuple[str, ...]:
    """Name the facts that are missing and that the ceiling depends on."""
    by_job: dict[str, set[object]] = {}
    by_market: dict[str, set[object]] = {}
    for (one_market, one_job), row in found.items():
        by_job.setdefault(one_job, set()).add(ceiling(row))
        by_market.setdefault(one_market, set()).add(ceiling(row))
    open_market = market is None and any(len(ceilings) > 1 for ceilings in by_job.values())
    open_job = job is None and any(len(ceilings) > 1 for ceilings in by_market.values())
    return (*(["nước đến làm việc"] if open_market else []), *(["công việc"] if open_job else []))


def _rule(sentence: str, row: Row) -> Step:
    return Step(sentence, f"{row.document}, {row.article}", row.verified)


def _service_rule(months: Fraction, contract_months: int | None, *, exact: bool, extended: bool) -> str:
    if not months:
        return "không được thu tiền dịch vụ của người lao động"
    what = "gia hạn hợp đồng" if extended else "hợp đồng"
    length = f"{what} {contract_months} tháng: " if contract_months else ""
    return f"{length}tiền dịch vụ {'không quá' if exact else 'nhiều nhất có thể là'} {months_in_words(months)} lương"


def _name(missing: tuple[str, ...]) -> str:
    return "trần cao nhất có thể" if missing else "trần"


def _in_vnd(what: str, money: Money | None, on: date) -> tuple[int | None, list[Step]]:
    """Return a sum in VND, None where there is no sum or no rate, and the step that turned it into VND."""
    vnd = None if money is None else exchange_on(on).to_vnd(money.amount, money.currency)
    if money is None or vnd is None or money.currency == "VND":
        return vnd, []
    sentence = f"{what} {dotted(money.amount)} {money.currency} ≈ {spoken(vnd)} (tỷ giá ước tính)"
    return vnd, [Step(sentence, estimated=True)]


def _compare(
    steps: list[Step], asked: Money | None, ceiling: int | None, missing: tuple[str, ...], on: date, *,
    of: tuple[int | None, Fraction | None] = (None, None),
) -> Reckoning:  # fmt: skip
    """Set what is asked beside the ceiling, and hand over the whole reckoning."""
    asked_vnd, said = _in_vnd("tin đòi", asked, on)
    if asked_vnd is not None and ceiling is not None:
        said.append(Step(f"tin đòi {spoken(asked_vnd)}, {_verdict(asked_vnd - ceiling, sure=not missing)}"))
    wage_vnd, months = of
    return Reckoning(
        asked_vnd=asked_vnd,
        at_most_vnd=ceiling,
        missing=missing,
        steps=(*steps, *said),
        wage_vnd=wage_vnd,
        months=months,
    )


def _verdict(excess: int, *, sure: bool) -> str:
    if excess > 0:
        return f"vượt {'' if sure else 'ít nhất '}{spoken(excess)}"
    return "không vượt" if sure else "chưa kết luận được"

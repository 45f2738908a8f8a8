"""Indicators about how and when money is to be paid, and what is taken from wages."""

import re2

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.law.ceilings import MinimumTerm, row_for
from model.law.jobs import OTHER, job_in
from model.law.tables import rows_on
from model.text import Quote
from storage.folding import fold

_DEDUCTED = words("deducted")
_NOT_DEDUCTED = re2.compile(rb"\b(?:khong|ko|hong|chua) (?:bi |he )?tru\b|\btru no goc\b")
_TO_A_PERSON = words("to_a_person")
_INSTITUTION = words("institution")
_BEFORE_CONTRACT = words("before_contract")
_STARTER_KIT = words("starter_kit")
_EMPLOYERS_PART = words("employers_part")
_STATE_PROGRAMME = words("state_programme")
_PUBLIC_OFFICE = words("public_office")
_MOVES_RESIDENCE = words("moves_residence")
_SEASON = words("season")
_AT_BRANCH = words("at_branch")
_DEPOSIT_IN_HAND = words("deposit_in_hand")
_WAGE = re2.compile(rb"\b(?:tra|nhan|phat|linh|chuyen) (?:luong|thuong|cong)\b")
_WAGE_BEFORE = 24
"""Characters before a payment in which it is called a wage."""
_BLOCKED = re2.compile(rb"\b(?:khong|ko|ngan hang|phong toa)\b")
_AROUND = 80
"""Characters on both sides of an account number in which its owner is named."""


def money_to_a_personal_account(advert: Advert) -> Sign | None:
    """Money asked of the worker goes to a person's account and not to that of a firm, a school or an office."""
    found = advert.quotes(_TO_A_PERSON, 2, deniable=True)
    quotes = tuple(one for one in found if not _is_wage(advert, one))
    if advert.facts.fees:
        quotes += tuple(one.quote for one in advert.facts.bank_accounts if not _is_institutions(advert, one.quote))
    if not quotes:
        return None
    return Sign(quotes=quotes[:2], law=None if advert.abroad else ("hiring_is_free", "charges_applicants"))


def _is_wage(advert: Advert, place: Quote) -> bool:
    """Tell whether it is the wage that goes to somebody's account, and no money of the worker's."""
    return _WAGE.search(advert.text.ascii[max(0, place.start - _WAGE_BEFORE) : place.end]) is not None


def _is_institutions(advert: Advert, account: Quote) -> bool:
    around = advert.text.ascii[max(0, account.start - _AROUND) : account.end + _AROUND]
    return _INSTITUTION.search(around) is not None


def pays_before_the_contract(advert: Advert) -> Sign | None:
    """Money for work abroad is due before the contract: at the file, the interview, or to hold a place."""
    quotes = advert.quotes(_BEFORE_CONTRACT, 2, deniable=True) if advert.abroad and advert.facts.fees else ()
    return Sign(quotes=quotes) if quotes else None


def takes_debt_from_wages(advert: Advert) -> Sign | None:
    """A loan, a ticket or a fee is advanced and then taken from wages, so that the worker owes before working."""
    quotes = [one for one in advert.quotes(_DEDUCTED, deniable=True) if not _NOT_DEDUCTED.search(_folded(one))]
    return Sign(quotes=tuple(quotes[:2])) if quotes else None


def sells_the_start_of_work(advert: Advert) -> Sign | None:
    """Before the first work the worker buys a kit, a package or an activation."""
    quotes = advert.quotes(_STARTER_KIT, 2, deniable=True) if not advert.abroad else ()
    return Sign(quotes=quotes) if quotes else None


def charges_what_the_employer_pays(advert: Advert) -> Sign | None:
    """Ticket, visa, permit or check-up is charged for a market whose terms put it on the employer."""
    charged = [fee for fee in advert.facts.fees if _EMPLOYERS_PART.search(_folded(fee.quote))]
    if not charged or not _employer_pays(advert):
        return None
    return Sign(quotes=tuple(fee.quote for fee in charged[:2]))


def _employer_pays(advert: Advert) -> bool:
    """Tell whether the terms of the first market named say so for the job."""
    terms = [row for row in rows_on(MinimumTerm, advert.on) if row.what == "paid_by_employer"]
    job = job_in(advert.text.ascii) or OTHER
    first = next((item.country for item in advert.facts.destinations), min(advert.markets, default=None))
    return first is not None and row_for(terms, first, job) is not None


def names_one_price_for_everything(advert: Advert) -> Sign | None:
    """Work abroad is sold at one price for everything, so that nobody can tell the service fee from other costs."""
    totals = [fee.quote for fee in advert.facts.fees if fee.total] if advert.abroad else []
    return Sign(quotes=tuple(totals[:2])) if totals else None


def charges_for_state_programme(advert: Advert) -> Sign | None:
    """A service, a place or a package is sold for Korean programmes that state bodies alone may recruit for."""
    programme = advert.quotes(_STATE_PROGRAMME, 1) if "KR" in advert.markets else ()
    sold = [fee for fee in advert.facts.fees if fee.total or fee.kind in ("service", "brokerage", "seat")]
    moved = advert.quotes(_MOVES_RESIDENCE, 1, deniable=True)
    if moved and sold and (advert.abroad or advert.has(_SEASON)):
        return Sign(quotes=(*moved, sold[0].quote))
    if advert.has(_PUBLIC_OFFICE):
        return None
    return Sign(quotes=(*programme, sold[0].quote)) if programme and sold else None


def collects_at_branch(advert: Advert) -> Sign | None:
    """Fees for work abroad are taken, or contracts signed, at a branch, which may do neither."""
    quotes = advert.quotes(_AT_BRANCH, 1, deniable=True) if advert.abroad and advert.facts.fees else ()
    return Sign(quotes=(*quotes, advert.facts.fees[0].quote)) if quotes else None


def takes_deposit_in_hand(advert: Advert) -> Sign | None:
    """A deposit for work abroad is taken in cash or kept by the firm, and not blocked in the worker's own account."""
    found = advert.quotes(_DEPOSIT_IN_HAND, 2, deniable=True) if advert.abroad else ()
    quotes = tuple(one for one in found if not _BLOCKED.search(_folded(one)))
    return Sign(quotes=quotes) if quotes else None


def _folded(quote: Quote) -> bytes:
    return fold(quote.text).encode("ascii", "replace")


INDICATORS = (
    Indicator(
        code="money_to_a_personal_account",
        strength="medium",
        dimension="deception",
        fires=money_to_a_personal_account,
        typologies=("deposit_or_upfront_fee",),
        law=("deposit_into_blocked_account", "deposit_not_blocked_by_licensed", "collects_money_without_function"),
    ),
    Indicator(
        code="pays_before_the_contract",
        strength="medium",
        dimension="deception",
        fires=pays_before_the_contract,
        typologies=("deposit_or_upfront_fee", "unlicensed_overseas_broker"),
        law=("fee_only_after_contract", "collects_money_without_function"),
    ),
    Indicator(
        code="takes_debt_from_wages",
        strength="medium",
        dimension="coercion",
        fires=takes_debt_from_wages,
        typologies=(),
        law=("no_papers_no_security", "forced_labour"),
    ),
    Indicator(
        code="sells_the_start_of_work",
        strength="medium",
        dimension="deception",
        fires=sells_the_start_of_work,
        typologies=("deposit_or_upfront_fee",),
        law=("hiring_is_free", "charges_applicants"),
    ),
    Indicator(
        code="charges_what_the_employer_pays",
        strength="medium",
        dimension="deception",
        fires=charges_what_the_employer_pays,
        typologies=("excess_or_illegal_fee",),
        law=("employer_pays_by_market", "illegal_collection_by_licensed"),
    ),
    Indicator(
        code="names_one_price_for_everything",
        strength="weak",
        dimension="deception",
        fires=names_one_price_for_everything,
        typologies=("excess_or_illegal_fee",),
        law=("service_fee_ceiling",),
    ),
    Indicator(
        code="charges_for_state_programme",
        strength="medium",
        dimension="deception",
        fires=charges_for_state_programme,
        typologies=("unlicensed_overseas_broker", "excess_or_illegal_fee"),
        law=("advertises_work_abroad_without_function", "collects_money_without_function"),
    ),
    Indicator(
        code="collects_at_branch",
        strength="medium",
        dimension="deception",
        fires=collects_at_branch,
        typologies=("excess_or_illegal_fee",),
        law=("branch_may_not_collect", "branch_outside_assignment"),
    ),
    Indicator(
        code="takes_deposit_in_hand",
        strength="medium",
        dimension="coercion",
        fires=takes_deposit_in_hand,
        typologies=("deposit_or_upfront_fee", "excess_or_illegal_fee"),
        law=("deposit_into_blocked_account", "deposit_not_blocked_by_licensed", "collects_money_without_function"),
        state="evaluation",
    ),
)

"""What may be asked of a worker, to the đồng, over cases worked by hand; what cannot be told names what is missing."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from model.fee_arithmetic import Money, Reckoning, reckon_brokerage, reckon_deposit, reckon_service_fee
from model.law.amounts import months_in_words, spoken
from model.law.jobs import JOBS, job_in

TODAY = date(2026, 11, 21)
CASES = list(csv.DictReader((Path(__file__).parent / "fee_cases.csv").read_text("utf-8").splitlines()))


def number(text: str) -> int | None:
    return int(text) if text else None


def money(case: dict[str, str], what: str) -> Money | None:
    return Money(int(case[what]), case[f"{what}_currency"]) if case[what] else None


def reckon(case: dict[str, str]) -> Reckoning:
    asked, on = money(case, "asked"), date.fromisoformat(case["on"])
    market, job = case["market"] or None, case["job"] or None
    if case["kind"] == "brokerage":
        return reckon_brokerage(asked, on=on)
    if case["kind"] == "deposit":
        return reckon_deposit(asked, market=market, job=job, on=on)
    months = number(case["months"])
    return reckon_service_fee(asked, wage=money(case, "wage"), contract_months=months, market=market, job=job, on=on)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['kind']} {case['market']} {case['job']}: {case['note']}"
)
def test_it_agrees_with_the_hand(case: dict[str, str]) -> None:
    reckoning = reckon(case)

    assert reckoning.ceiling_vnd == number(case["ceiling"])
    assert reckoning.excess_vnd == number(case["excess"])
    assert reckoning.at_most_vnd == number(case["at_most"])
    assert reckoning.missing == tuple(filter(None, case["missing"].split("|")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_every_rule_step_names_its_law_and_an_estimate_says_so(case: dict[str, str]) -> None:
    reckoning = reckon(case)
    foreign = {case["asked_currency"], case["wage_currency"]} - {"", "VND", "XXX"}

    assert any(step.law for step in reckoning.steps) or not reckoning.steps
    assert not reckoning.estimated or "ước tính" in reckoning.sentence
    assert reckoning.estimated <= bool(foreign)


def test_the_sentence_is_what_an_inspector_says() -> None:
    reckoning = reckon(CASES[0])

    assert reckoning.sentence == "lương 30,5 triệu × 3 tháng = trần 91,5 triệu; tin đòi 140 triệu, vượt 48,5 triệu"
    assert reckoning.steps[0].law == "Luật 69/2020/QH14, Điều 23 khoản 4"
    assert reckoning.steps[0].sentence == "hợp đồng 36 tháng: tiền dịch vụ không quá 3 tháng lương"


def test_a_missing_term_is_said_and_the_excess_is_the_least_that_is_sure() -> None:
    reckoning = reckon_service_fee(
        Money(180_000_000), wage=Money(30_000_000), contract_months=None, market="TW", job="other", on=TODAY
    )

    assert reckoning.sentence.startswith("thiếu thời hạn hợp đồng; ")
    assert reckoning.sentence.endswith("tin đòi 180 triệu, vượt ít nhất 90 triệu")
    assert (reckoning.excess_vnd, reckoning.excess_at_least_vnd) == (None, 90_000_000)


def test_a_longer_term_never_lowers_what_stands_for_an_unknown_one() -> None:
    for job in (None, *JOBS):
        open_term = reckon_service_fee(
            None, wage=Money(12_000_000), contract_months=None, market="TW", job=job, on=TODAY
        )
        known = [
            reckon_service_fee(None, wage=Money(12_000_000), contract_months=months, market="TW", job=job, on=TODAY)
            for months in range(1, 73)
        ]
        assert all((one.at_most_vnd or 0) <= (open_term.at_most_vnd or 0) for one in known), job


@pytest.mark.parametrize(
    ("months", "ceiling"), [(12, 10_000_000), (24, 20_000_000), (6, 5_000_000), (None, 30_000_000)]
)
def test_extending_a_contract_has_half_the_ceiling_of_a_first_one(months: int | None, ceiling: int) -> None:
    reckoning = reckon_service_fee(
        None, wage=Money(20_000_000), contract_months=months, market="SK", job="other", on=TODAY, extended=True
    )

    assert reckoning.at_most_vnd == ceiling
    assert ("thời hạn hợp đồng" in reckoning.missing) is (months is None)


def test_the_rule_of_an_extension_is_called_so() -> None:
    reckoning = reckon_service_fee(
        Money(26_000_000), wage=Money(26_000_000), contract_months=12, market="SK", job="other", on=TODAY, extended=True
    )

    assert reckoning.steps[0].sentence == "gia hạn hợp đồng 12 tháng: tiền dịch vụ không quá 0,5 tháng lương"
    assert reckoning.excess_vnd == 13_000_000


def test_deposit_rules_say_that_they_were_not_verified() -> None:
    reckoning = reckon_deposit(Money(30_000_000), market="TW", job="other", on=TODAY)

    assert [step.verified for step in reckoning.steps if step.law] == [False]


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Money(-1)
    with pytest.raises(ValueError, match="0 months"):
        reckon_service_fee(None, wage=None, contract_months=0, market="JP", job="other", on=TODAY)


@pytest.mark.parametrize(
    ("vnd", "words"),
    [
        (91_500_000, "91,5 triệu"),
        (1_234_000_000, "1.234 triệu"),
        (10_111_110, "10.111.110 đồng"),
        (9_617_000, "9,617 triệu"),
        (800_000, "800.000 đồng"),
        (0, "0 đồng"),
    ],
)
def test_sums_are_spoken_without_rounding(vnd: int, words: str) -> None:
    assert spoken(vnd) == words


def test_months_are_spoken_as_decimals_where_they_end() -> None:
    assert [months_in_words(Fraction(months)) for months in ("3", "1.4", "7/12")] == [
        "3 tháng",
        "1,4 tháng",
        "7/12 tháng",
    ]


@pytest.mark.parametrize(
    ("text", "job"),
    [
        (b"don giup viec gia dinh a rap", "domestic_work"),
        (b"khan ho cong gia dinh dai loan", "home_care"),
        (b"ho ly vien duong lao dai loan", "care_institution"),
        (b"thuyen vien tau ca gan bo han quoc", "near_sea_crew"),
        (b"thuyen vien tau ca xa bo dai loan", "far_sea_crew"),
        (b"thuy thu tau hang quoc te", "transport_ship_crew"),
        (b"hai tao nong trai uc", "agriculture"),
        (b"cong nhan dien tu dai loan", "other"),
        (b"thuyen vien di dai loan", None),
        (b"giup viec va hai tao", None),
        (b"o nha chu nau an tai riyadh", "domestic_work"),
        (b"tho dien di riyadh", "other"),
        (b"don quay lai cho cuu tts da hoan thanh so 2", "skilled_after_training"),
        (b"cuu tts da hoan thanh so 2 hoac co chung chi kaigo", None),
    ],
)
def test_the_job_is_read_from_its_words_or_left_open(text: bytes, job: str | None) -> None:
    assert job_in(text) == job

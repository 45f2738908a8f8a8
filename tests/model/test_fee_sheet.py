"""The arithmetic behind the signs about fees, from facts as storage gives them back."""

from datetime import date
from fractions import Fraction
from typing import Any

from model.fee_sheet import fee_sheet
from model.indicators.advert import Advert
from model.indicators.money import asks_deposit_where_none_is_lawful
from model.indicators.service_fee import service_fee_above_ceiling
from model.kept_facts import KeptFact, facts_again
from model.reading import read_advert
from model.records import AdvertText
from model.text import align
from model.wording import NO_SERVICE_FEE, sentence_of

DAY = date(2026, 11, 20)
JAPAN = (
    "Công ty Mẫu tuyển 15 nữ làm cơm hộp tại Nhật, hợp đồng 36 tháng, lương 30.000.000 đ/tháng. "
    "Phí dịch vụ 95 triệu, đặt cọc chống trốn 50 triệu."
)


def advert(text: str) -> Advert:
    return Advert(AdvertText(text=text), align(text), read_advert(AdvertText(text=text), DAY).facts, DAY)


def test_the_service_fee_is_reckoned_step_by_step_as_its_sign_does() -> None:
    looked_at = advert(JAPAN)
    fee = next(one for one in fee_sheet(looked_at) if one.kind == "service")
    sign = service_fee_above_ceiling(looked_at)

    assert (fee.reckoning.wage_vnd, fee.reckoning.months) == (30_000_000, Fraction(3))
    assert (fee.reckoning.ceiling_vnd, fee.reckoning.asked_vnd, fee.reckoning.excess_vnd) == (
        90_000_000,
        95_000_000,
        5_000_000,
    )
    assert sign is not None
    assert sign.quotes == fee.quotes
    assert "95 triệu" in fee.quotes[0].text


def test_a_deposit_is_held_against_the_ceiling_of_its_market() -> None:
    looked_at = advert(JAPAN)
    fee = next(one for one in fee_sheet(looked_at) if one.kind == "deposit")

    assert (fee.reckoning.asked_vnd, fee.reckoning.at_most_vnd) == (50_000_000, 0)
    assert asks_deposit_where_none_is_lawful(looked_at) is not None
    assert any(step.law for step in fee.reckoning.steps)


def test_a_fee_below_its_ceiling_is_shown_as_well() -> None:
    (fee,) = fee_sheet(advert(JAPAN.replace("95 triệu, đặt cọc chống trốn 50 triệu", "60 triệu")))

    assert (fee.kind, fee.reckoning.excess_vnd) == ("service", 0)


def test_brokerage_has_a_ceiling_of_nothing() -> None:
    fees = fee_sheet(advert("Tuyển lao động đi Nhật Bản, lương 30 triệu/tháng, phí môi giới 20 triệu."))

    assert [(one.kind, one.reckoning.excess_vnd) for one in fees] == [("brokerage", 20_000_000)]


def test_a_fee_in_months_of_wage_is_held_against_the_months_that_are_allowed() -> None:
    looked_at = advert(
        "Công ty Mẫu tuyển thợ sắt đi Rumani, hợp đồng 12 tháng. Tiền dịch vụ 3 tháng lương, nộp sau ký."
    )
    (fee,) = fee_sheet(looked_at)
    sign = service_fee_above_ceiling(looked_at)

    assert (fee.kind, fee.months) == ("service", (Fraction(3), Fraction(1)))
    assert fee.reckoning.steps[0].law
    assert fee.reckoning.steps[-1].sentence == "tin đòi 3 tháng lương, vượt 2 tháng lương"
    assert sign is not None
    assert sign.quotes == fee.quotes
    said = sentence_of("service_fee_above_ceiling", dict(sign.figures or {}))
    assert said == "Trần tiền dịch vụ là 1 tháng lương; tin đòi 3 tháng lương, vượt 2 tháng lương."


def test_where_no_fee_may_be_taken_the_sentence_says_so_and_reckons_with_no_wage() -> None:
    looked_at = advert(
        "Chị em đi Riyadh ở nhà chủ nấu ăn, dọn dẹp, lương 1.500 riyal, hai năm. Phí dịch vụ 14 triệu cho trừ dần."
    )
    sign = service_fee_above_ceiling(looked_at)

    assert sign is not None
    said = sentence_of("service_fee_above_ceiling", dict(sign.figures or {}))
    assert said == f"{NO_SERVICE_FEE}; tin đòi 14 triệu đồng."


def test_the_sentence_tells_of_an_estimated_rate_only_where_there_was_one() -> None:
    sign = service_fee_above_ceiling(advert(JAPAN))
    other = service_fee_above_ceiling(advert(JAPAN.replace("30.000.000 đ/tháng", "180.000 yên/tháng")))

    assert sign is not None
    assert other is not None
    said, converted = (sentence_of("service_fee_above_ceiling", dict(one.figures or {})) for one in (sign, other))
    assert said == "Lương 30 triệu đồng × 3 tháng = trần 90 triệu đồng; tin đòi 95 triệu đồng, vượt 5 triệu đồng."
    assert converted.endswith("(quy đổi ước tính).")


def test_work_in_the_country_has_no_ceilings() -> None:
    assert fee_sheet(advert("Công nhân may Phú Thọ, lương 9 triệu, đặt cọc 500.000đ.")) == ()


def kept(kind: str, value: dict[str, Any]) -> KeptFact:
    return KeptFact(kind, value, 3, 9, "sáu ch")


def test_facts_come_back_from_storage_as_they_were() -> None:
    facts = read_advert(AdvertText(text=JAPAN), DAY).facts
    rows = [
        KeptFact(
            kind,
            {name: value for name, value in one.items() if name != "quote"},
            one["quote"]["start"],
            one["quote"]["end"],
            one["quote"]["text"],
        )
        for kind, many in facts.row().items()
        if isinstance(many, list)
        for one in many
    ]
    rows.append(KeptFact("contract_months", {"value": facts.contract_months}, None, None, None))

    assert facts_again(rows) == facts


def test_facts_of_other_releases_are_taken_as_far_as_they_go() -> None:
    facts = facts_again(
        [
            kept("fees", {"kind": "deposit", "amount": 5, "currency": "VND", "vnd": 5, "invented": 1}),
            kept("fees", {"kind": "deposit"}),
            kept("horoscopes", {"sign": "lion"}),
            kept("contract_months", {"value": "ba năm"}),
        ]
    )

    assert [(fee.kind, fee.vnd, fee.total) for fee in facts.fees] == [("deposit", 5, False)]
    assert facts.contract_months is None

"""Screening: exact reasons, whole contract, bands that need something to check, neighbours that do not matter."""

import json
import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.corpus import read_corpus
from model.records import AdvertText
from model.score import Screener

ON = date(2026, 11, 21)
COMPOUND = (
    "Tuyển 20 bạn sang Campuchia làm văn phòng, đánh máy, lương 25 triệu/tháng, bao ăn ở, có xe đón tận nhà, "
    "không cần bằng cấp, bay ngay trong tuần. Liên hệ telegram @viec_nhe hoặc 0905 000 112."
)
HONEST = (
    "Công ty TNHH May Sông Lam tuyển 30 thợ may chuyền, lương 9-12 triệu/tháng, đóng bảo hiểm từ tháng đầu, "
    "nghỉ chủ nhật. Địa chỉ: cụm công nghiệp Nam Hồng, Hà Tĩnh. Gọi chị Lài 0966 000 781."
)


@pytest.fixture(scope="module")
def screener(small_model: Path) -> Screener:
    return Screener(small_model)


@pytest.mark.parametrize("text", [COMPOUND, HONEST, "x", "việc " * 3000, "😀" * 500, "1" * 5000])
def test_reasons_and_intercept_sum_to_the_logit(screener: Screener, text: str) -> None:
    screening = screener.screen(AdvertText(text=text), ON)

    total = screening.intercept + math.fsum(reason.contribution for reason in screening.reasons)
    assert abs(total - screening.logit) < 1e-9
    assert len(screening.reasons) <= 21
    assert screening.reasons[-1].name == "other"


def test_the_row_has_every_field_of_the_contract(screener: Screener) -> None:
    row = screener.screen(AdvertText(text=COMPOUND), ON).row()

    assert set(row) == {"score", "band", "typologies", "facts", "findings", "reasons", "logit", "intercept",
                        "model_version", "law_date"}  # fmt: skip
    assert {"phones", "wages", "fees", "destinations", "provinces", "ages", "licences", "papers_kept",
            "contract_months"} <= set(row["facts"])  # fmt: skip
    assert set(row["findings"][0]) == {"code", "strength", "sentence", "quotes", "law"}
    assert {"document", "article", "act", "fine_vnd_individual", "fine_vnd_organisation"} <= set(
        row["findings"][0]["law"][0]
    )
    assert json.loads(json.dumps(row)) == row


def test_quotes_are_substrings_of_what_was_given(screener: Screener) -> None:
    row = screener.screen(AdvertText(text=COMPOUND), ON).row()
    quotes = [quote for finding in row["findings"] for quote in finding["quotes"]]
    quotes += [fact["quote"] for facts in row["facts"].values() if isinstance(facts, list) for fact in facts]

    assert quotes
    assert [quote for quote in quotes if COMPOUND[quote["start"] : quote["end"]] != quote["text"]] == []


def test_the_compound_scores_above_the_sewing_shop(screener: Screener) -> None:
    bad, good = (screener.screen(AdvertText(text=text), ON) for text in (COMPOUND, HONEST))

    assert bad.score > good.score
    assert bad.band == "high"
    assert "scam_compound" in bad.typologies
    assert good.band == "low"
    assert good.typologies == ()


def test_a_word_or_two_are_not_enough_information(screener: Screener) -> None:
    assert screener.screen(AdvertText(text="cần người"), ON).band == "not_enough_information"


def test_the_highest_band_never_stands_on_a_score_alone(screener: Screener) -> None:
    for row in read_corpus()[:200]:
        screening = screener.screen(row.advert, ON)
        if screening.band == "high":
            assert any(finding.strength != "weak" for finding in screening.findings), row.id


def test_neighbours_do_not_matter(screener: Screener) -> None:
    alone = screener.screen(AdvertText(text=HONEST), ON)
    screener.screen(AdvertText(text=COMPOUND), ON)

    assert screener.screen(AdvertText(text=HONEST), ON) == alone


def test_an_advert_of_august_is_read_under_the_law_of_august(screener: Screener) -> None:
    text = "Nhận việc ngay, nộp CCCD gốc công ty giữ đến hết hợp đồng 12 tháng, lương 9 triệu/tháng tại xưởng gỗ."
    before = screener.screen(AdvertText(text=text), date(2026, 8, 1))
    after = screener.screen(AdvertText(text=text), ON)

    documents = [
        {law.document for finding in screening.findings for law in finding.law} for screening in (before, after)
    ]
    assert "Nghị định 12/2022/NĐ-CP" in documents[0] - documents[1]
    assert "Nghị định 283/2026/NĐ-CP" in documents[1] - documents[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400))
def test_any_text_is_screened_with_valid_quotes(screener: Screener, text: str) -> None:
    row = screener.screen(AdvertText(text=text), ON).row()

    assert 0 <= row["score"] <= 1
    for facts in row["facts"].values():
        for fact in facts if isinstance(facts, list) else []:
            quote = fact["quote"]
            assert text[quote["start"] : quote["end"]] == quote["text"]

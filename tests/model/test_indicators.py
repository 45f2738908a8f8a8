"""Every indicator has its meaning, its sentence, its law, and cases written by a hand that had not seen it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.indicators import EVALUATED, INDICATORS, licence
from model.law.references import law_references
from model.reading import read_advert
from model.records import AdvertText
from model.wording import SENTENCES, TYPOLOGIES

ON = date(2026, 11, 21)
CASES = [json.loads(line) for line in (Path(__file__).parent / "indicator_cases.jsonl").read_text("utf-8").splitlines()]
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
NEEDS_A_LIST = {indicator.code for indicator in licence.INDICATORS}
"""Their cases stand with the invented list that they are about, in register/test_licence_indicators.py."""
ALL = BY_CODE | {indicator.code: indicator for indicator in EVALUATED}


def findings(case: dict[str, Any]) -> dict[str, str]:
    advert = AdvertText(text=case["text"], title=case.get("title", ""), employer_name=case.get("employer_name", ""))
    reading = read_advert(advert, ON)
    return {finding.code: finding.strength for finding in (*reading.findings, *reading.evaluated)}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["code"] != "*"], ids=lambda case: f"{case['code']}: {case['text'][:40]}"
)
def test_it_fires_where_it_should_and_only_there(case: dict[str, Any]) -> None:
    assert (case["code"] in findings(case)) is case["fires"], case["note"]


@pytest.mark.parametrize("case", [case for case in CASES if case["code"] == "*"], ids=lambda case: case["text"][:50])
def test_warnings_and_plain_adverts_raise_nothing_that_counts(case: dict[str, Any]) -> None:
    assert [code for code, strength in findings(case).items() if strength != "weak"] == [], case["note"]


@pytest.mark.parametrize("code", sorted(ALL.keys() - NEEDS_A_LIST))
def test_every_indicator_has_cases_on_both_sides_and_a_near_miss(code: str) -> None:
    own = [case for case in CASES if case["code"] == code]

    assert sum(case["fires"] for case in own) >= 2
    assert sum(not case["fires"] for case in own) >= 2
    assert any(case["near_miss"] and not case["fires"] for case in own)


def test_no_quote_of_a_finding_ends_within_a_word() -> None:
    for case in CASES:
        text = case["text"]
        for finding in read_advert(AdvertText(text=text), ON).findings:
            for quote in finding.quotes:
                within = quote.text[-1:].isalpha() and text[quote.end : quote.end + 1].isalpha()
                assert not within, (finding.code, quote.text, text[quote.start : quote.end + 5])


@pytest.mark.parametrize("code", ALL)
def test_every_indicator_says_what_it_means(code: str) -> None:
    indicator = ALL[code]

    assert indicator.meaning.endswith(".")
    assert code in SENTENCES
    assert indicator.strength in ("strong", "medium", "weak")
    assert indicator.dimension in ("deception", "coercion", "vulnerability", "exploitation")
    assert set(indicator.typologies) <= TYPOLOGIES.keys()
    assert len(law_references(indicator.law, ON)) >= len(indicator.law), "every key must be in force today"
    assert indicator.fires.__name__ == code


def test_no_sentence_is_left_over() -> None:
    assert SENTENCES.keys() == ALL.keys()


def test_what_is_in_evaluation_has_no_weight() -> None:
    assert {indicator.state for indicator in INDICATORS} == {"active"}
    assert {indicator.state for indicator in EVALUATED} == {"evaluation"}


def test_there_are_enough_of_them() -> None:
    assert len(INDICATORS) >= 45


def test_no_sentence_accuses() -> None:
    accusing = ("tội phạm", "kẻ lừa", "phạm tội")

    assert [code for code, sentence in SENTENCES.items() if any(word in sentence.lower() for word in accusing)] == []

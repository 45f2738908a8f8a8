"""Every figure of the penalties and of the powers to fine, found again in Decree 283/2026 at its own clause."""

import re
from itertools import pairwise

import pytest

from model.law.fines import FiningPower, Penalty, RecordMaker, article_number
from model.law.tables import rows_of

DECREE = "Nghị định 283/2026/NĐ-CP"
MISPRINTED = {"T35. 000.000": "75.000.000"}
"""A figure that the scan spoilt, and what it must have been: Art. 28.4 fines like Arts 17.4 and 27.3."""
PENALTIES = [row for row in rows_of(Penalty) if row.document == DECREE]
POWERS = rows_of(FiningPower)


def clause(text: str, article: str) -> str:
    """Return the clause (khoản) that an article names, `Điều 11 khoản 3 điểm b`."""
    named = re.match(r"Điều (\d+) khoản (\d+)", article)
    assert named, article
    body = text.split(f"### Điều {named[1]}. ")[1].split("### Điều ", maxsplit=1)[0]
    begins = re.search(rf"^{named[2]}[.,]", body, re.MULTILINE)
    assert begins, f"{article}: no such clause"
    ends = re.search(rf"^[\W_]*{int(named[2]) + 1}[.,] ", body[begins.end() :], re.MULTILINE)
    return body[begins.start() : begins.end() + ends.start() if ends else None]


def sums(text: str) -> list[int]:
    """Return the sums in a text in their order; the scan put spaces into some."""
    for spoilt, meant in MISPRINTED.items():
        text = text.replace(spoilt, meant)
    return [int(re.sub(r"\D", "", found)) for found in re.findall(r"\d{1,3}(?:\s?\.\s?\d{3})+", text)]


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("row", PENALTIES, ids=lambda row: row.id)
def test_the_fine_stands_in_its_own_clause(row: Penalty, decree_283: str) -> None:
    written = sums(clause(decree_283, row.article))

    assert (row.individual or row.organisation) in list(pairwise(written))
    assert row.organisation_most is None or row.organisation_most in written


@pytest.mark.parametrize("row", POWERS, ids=lambda row: row.id)
def test_the_power_to_fine_stands_in_its_own_clause(row: FiningPower, decree_283: str) -> None:
    assert sums(clause(decree_283, row.article)) == [vnd for vnd in (row.labour, row.overseas) if vnd is not None]


def test_the_misprint_is_where_it_is_said_to_be(decree_283: str) -> None:
    assert all(decree_283.count(spoilt) == 1 for spoilt in MISPRINTED)


def test_only_the_articles_named_in_article_7_are_written_for_organisations(decree_283: str) -> None:
    exceptions = joined(clause(decree_283, "Điều 7 khoản 1"))
    whole = ("Điều 8; Điều 9;", "Điều 49;")
    single = {(10, 3): "khoản 3 Điều 10", (19, 4): "khoản 3, 4, 5, 6 Điều 19", (53, 4): "khoản 4 Điều 53"}
    for words in (*whole, *single.values(), "đối với tổ chức bằng 02 lần mức phạt tiền đối với cá nhân"):
        assert words in exceptions

    for row in PENALTIES:
        number = article_number(row.article)
        by_clause = (number, int(row.article.split()[3]))
        assert (row.individual is None) == (number in (8, 9, 49) or by_clause in single), row.id


def test_limitation_and_day_of_force_are_the_decrees(decree_283: str) -> None:
    limitation = joined(clause(decree_283, "Điều 3 khoản 4"))

    assert "01 năm đối với vi phạm hành chính về lao động" in limitation
    assert "02 năm đối với vi phạm hành chính về người lao động Việt Nam đi làm việc" in limitation
    assert {(row.field, row.limitation_years) for row in PENALTIES} == {("labour", 1), ("overseas", 2)}
    assert "từ ngày 10 tháng 9 năm 2026" in joined(clause(decree_283, "Điều 66 khoản 1"))
    assert {row.since.isoformat() for row in PENALTIES} == {"2026-09-10"}


POLICE = {
    "điểm a, b, c khoản 4 Điều 10": {"abuses_employment_service", "trades_worker_data"},
    "khoản 3 Điều 1 1": {"false_promises"},
    "khoản 3, khoản 4 Điều 13": {"foreigner_works_without_permit"},
    "khoản 3 Điều 17": {"sexual_harassment"},
    "khoản 4 Điều 28": {"ill_treats_domestic_worker"},
    "các điểm a, b, e khoản 1 Điều 49": {"site_hides_licence"},
    "điểm a khoản 6 Điều 49": {"illegal_collection_by_licensed"},
    "điểm a khoản 8 Điều 49": {"service_fee_by_licensed"},
    "a, b, c, d, e, g, h khoản 9 Điều 49": {
        "illegal_exit_or_exploitation",
        "banned_job_or_area_by_licensed",
        "lures_to_stay_abroad_by_licensed",
        "unregistered_contract_by_licensed",
        "forged_papers_by_licensed",
    },
    "và Điều 53 của Nghị định này": {row.id for row in PENALTIES if row.article.startswith("Điều 53")},
}
BORDER = {"điểm a khoản 9 Điều 49": {"illegal_exit_or_exploitation"}}
CONSULATE = {
    "điểm c khoản 9 Điều 49": {"lures_to_stay_abroad_by_licensed"},
    "khoản 2 Điều 53; điểm e khoản 3 Điều 53": {"overstays", "lures_to_stay_abroad"},
}


@pytest.mark.parametrize(
    ("force", "number", "acts"),
    [("police", 7, POLICE), ("border_guard", 9, BORDER), ("consulate", 10, CONSULATE)],
    ids=["police", "border_guard", "consulate"],
)
def test_a_force_records_the_acts_on_its_closed_list_and_no_other(
    force: str, number: int, acts: dict[str, set[str]], decree_283: str
) -> None:
    written = joined(clause(decree_283, f"Điều 54 khoản {number}"))
    listed = {act for ids in acts.values() for act in ids}

    assert [words for words in acts if words not in written] == []
    assert {row.id for row in PENALTIES if force in row.record_by} == listed


def test_the_department_and_the_commune_record_everything(decree_283: str) -> None:
    for number in (2, 3):
        assert "quy định tại Chương II, Chương II và Chương IV" in joined(clause(decree_283, f"Điều 54 khoản {number}"))
    assert all({"department_of_home_affairs", "commune_officer"} <= set(row.record_by) for row in PENALTIES)
    assert len(rows_of(RecordMaker)) == 8


REFERRED = {
    "khoản 2 Điều 10": {"misuses_worker_data"},
    "điểm b khoản 4 Điều 10": {"abuses_employment_service"},
    "điểm c khoán 4 Điều 10": {"trades_worker_data"},
    "điểm h khoản 9 Điều 49; điểm d khoản 3 Điều 53": {"forged_papers_by_licensed", "forges_licence"},
    "điểm a khoản 9 Điều 49": {"illegal_exit_or_exploitation"},
    "điểm c khoản 9 Điều 49": {"lures_to_stay_abroad_by_licensed"},
    "điểm c khoản 3 Điều 53": {"lures_to_stay_abroad"},
    "điểm a khoản 4 Điều 17": {"forced_labour"},
    "điểm e khoản 3 Điều 27": {"minors_in_banned_work"},  # the scan's e is a c
}


def test_acts_with_signs_of_a_crime_are_passed_on(decree_283: str) -> None:
    written = joined(clause(decree_283, "Điều 4 khoản 2"))

    assert [words for words in REFERRED if words not in written] == []
    assert {row.id for row in PENALTIES if row.crime_referral} == {act for ids in REFERRED.values() for act in ids}

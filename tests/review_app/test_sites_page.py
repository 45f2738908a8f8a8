"""The page of sites, and the banner above every page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

import crawler
from review_app import crawl_wording, language
from review_app.service import sites
from review_app.service.exporting import hand_out
from storage.database import unit_of_work
from storage.office_settings import change_setting
from storage.runs import add_issue, finish_run, site_named, start_run

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def _crawl(engine: Engine, title: str, days_ago: float, outcome: str = "good", code: str = "") -> int:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    with unit_of_work(engine) as session:
        site = site_named(session, title.lower().replace(" ", "_"), title=title, now=at)
        run = start_run(session, site, now=at)
        run.named, run.new_adverts, run.coverage = 3, 7, {"title": 1.0, "wage": 0.42}
        cause = "an English sentence" if outcome != "good" else None
        finish_run(session, run.id, outcome=outcome, cause=cause, code=code, now=at)
        return run.id


def test_no_site_yet_is_said(open_page: Open, words_on: Words) -> None:
    assert "Chưa có nguồn nào được thu thập." in words_on(open_page("sites"))


def test_a_site_shows_how_it_is(engine: Engine, open_page: Open, words_on: Words) -> None:
    run_id = _crawl(engine, "Việc Bốn Phương", 0.1)
    with unit_of_work(engine) as session:
        add_issue(session, run_id, kind="captcha", message="seen 3 times", url=None, now=datetime.now(UTC))

    page = open_page("sites")
    said = words_on(page)

    assert not page.exception
    assert "Việc Bốn Phương" in said
    assert "Lượt thu thập tốt" in said
    assert "42%" in said
    assert "captcha" in said
    assert "Im lặng đã lâu" not in said


def test_every_kind_of_remark_that_the_crawler_makes_has_words() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in Path(crawler.__file__).parent.rglob("*.py"))
    noted = set(re.findall(r"""(?:\bnote\(|kind=)\s*"([a-z_]+)\"""", sources)) - {"advert"}

    assert len(noted) > 20
    assert {kind for kind in noted if crawl_wording.issue(kind) == kind} == set()


def test_why_a_run_was_not_good_is_said_in_the_readers_language(
    engine: Engine, open_page: Open, words_on: Words
) -> None:
    _crawl(engine, "Rao Vặt", 0.1, "bad", "too_few_adverts,fewer_with_wage,something_new")

    said = words_on(open_page("sites"))

    assert "Số tin ít hơn mức tối thiểu của nguồn này." in said
    assert "Số tin có ghi lương bằng số ít hơn hẳn" in said
    assert "an English sentence" not in said


def test_a_cause_that_is_known_by_no_code_is_shown_as_it_was_said() -> None:
    assert crawl_wording.causes("", "the sun went out") == ["the sun went out"]
    assert crawl_wording.causes("newer_than_this", "the sun went out") == ["the sun went out"]
    assert crawl_wording.causes("", "") == []


def test_a_silent_site_is_told_on_every_page_but_its_own(engine: Engine, open_page: Open, words_on: Words) -> None:
    _crawl(engine, "Việc Bốn Phương", 4)

    assert "1 nguồn không có lượt thu thập tốt nào từ 3 ngày trở lên:" in words_on(open_page("history"))
    own = words_on(open_page("sites"))
    assert "trở lên:" not in own
    assert "Im lặng đã lâu" in own


def test_after_how_many_days_is_a_setting(engine: Engine, open_page: Open, words_on: Words) -> None:
    _crawl(engine, "Việc Bốn Phương", 4)
    with unit_of_work(engine) as session:
        change_setting(session, "silent_days", 10, account_id=None, now=datetime.now(UTC))

    assert "trở lên:" not in words_on(open_page("history"))


def test_a_hostile_site_name_and_remark_are_text(engine: Engine, open_page: Open, words_on: Words) -> None:
    run_id = _crawl(engine, "<script>alert(1)</script>\u202egnor", 5)
    with unit_of_work(engine) as session:
        add_issue(session, run_id, kind="<b>x", message="<img src=x>", url=None, now=datetime.now(UTC))

    for said in (words_on(open_page("sites")), words_on(open_page("history"))):
        assert "<script>" not in said
        assert "<img" not in said
        assert "\u202e" not in said


def test_a_database_that_does_not_answer_is_said_once(engine: Engine, open_page: Open, words_on: Words) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE crawl_run RENAME TO lost")

    page = open_page("sites")

    assert not page.exception
    assert words_on(page).count("Cơ sở dữ liệu không trả lời") == 1


def test_sites_can_be_taken_away_by_whoever_sees_them(engine: Engine, cookies: dict[str, str]) -> None:
    _crawl(engine, "=cmd|'/C calc'!A0", 4, "bad", "kept_out")
    language.use_language("vi")

    content = hand_out(cookies["hanh"], sites.export(), "csv").decode("utf-8-sig")

    assert "\"'=cmd" in content
    assert "Nguồn không cho truy cập" in content


@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_both_languages_draw(engine: Engine, open_page: Open, speaks: str) -> None:
    _crawl(engine, "Việc", 5, "stopped", "kept_out")

    assert not open_page("sites", speaks=speaks).exception

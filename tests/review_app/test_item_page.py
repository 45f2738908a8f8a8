"""One item as people see it, and what their keys do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from storage.database import reading, unit_of_work
from storage.tables import Account, Decision

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def _press(page: AppTest, key: str) -> AppTest:
    button = next(button for button in page.button if button.key and button.key.startswith(key))
    return button.click().run()


def _decisions(engine: Engine) -> list[tuple[str, str, str, bool]]:
    with reading(engine) as session:
        query = select(Decision, Account.name).join(Account, Account.id == Decision.account_id).order_by(Decision.id)
        return [(who, d.verdict, d.note, d.closed_at is None) for d, who in session.execute(query)]


@pytest.mark.usefixtures("filled")
def test_an_item_shows_text_source_signs_facts_and_reasons(open_page: Open, words_on: Words) -> None:
    page = open_page("item", item=1)

    assert not page.exception
    said = words_on(page)
    for words in (
        "<mark",
        "đặt cọc 3.000.000đ giữ chỗ",
        "SHA-256",
        "Dấu hiệu cần xác minh",
        "không phải kết luận vi phạm",
        "dấu hiệu mạnh",
        "Điều 8 khoản 2, Nghị định 12/2022/NĐ-CP",
        "10.000.000 – 20.000.000 đ",
        "chưa kiểm chứng",
        "tiền đặt cọc: 3.000.000 đ",
        "1.200 USD một tháng (khoảng 31.200.000 đ một tháng)",
        "Campuchia",
        "Từ “việc nhẹ”",
        "Điểm xuất phát của mô hình",
        "wordlist-7f3a9c",
        "20/11/2026",
    ):
        assert words in said, words


@pytest.mark.usefixtures("filled")
def test_findings_come_in_order_of_strength(open_page: Open, words_on: Words) -> None:
    said = words_on(open_page("item", item=1))

    assert said.index("dấu hiệu mạnh") < said.index("dấu hiệu vừa") < said.index("dấu hiệu yếu")


@pytest.mark.usefixtures("filled")
def test_without_an_id_the_first_waiting_item_is_drawn(open_page: Open) -> None:
    assert open_page("item").query_params["item"] == "1"


def test_an_empty_queue_has_no_item(open_page: Open, words_on: Words) -> None:
    assert "Không còn mục nào chờ ở đây." in words_on(open_page("item"))


@pytest.mark.parametrize("asked", ["999", "abc", "-1", "9" * 40, "<script>"])
@pytest.mark.usefixtures("filled")
def test_an_item_that_does_not_exist_is_said_so(open_page: Open, words_on: Words, asked: str) -> None:
    page = open_page("item", item=asked)

    assert not page.exception
    said = words_on(page)
    assert "Không có mục" in said
    assert "<script>" not in said


def test_an_unscreened_advert_can_be_read_and_decided(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    with unit_of_work(engine) as session:
        office.keep_sample(session, home / "warc", office.SAMPLES[4], at=office.MORNING, screened=False)
    page = open_page("item", item=1)
    assert "Bản này của tin chưa được chấm điểm." in words_on(page)

    _press(page, "decide-legitimate")
    assert _decisions(engine) == [("hanh", "legitimate", "", True)]


@pytest.mark.usefixtures("filled")
def test_a_verdict_is_kept_with_its_note_and_the_next_item_is_drawn(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    page = open_page("item", item=1)
    page.text_area(key="note-1").set_value("gọi thử, đòi cọc ngay").run()
    _press(page, "decide-suspicious")

    assert _decisions(engine) == [("hanh", "suspicious", "gọi thử, đòi cọc ngay", True)]
    assert page.query_params["item"] == "2"
    assert "Đã ghi: đáng ngờ. Mục 1: Tuyển gấp 20 nhân viên" in words_on(page)
    assert page.text_area(key="note-2").value == ""


@pytest.mark.usefixtures("filled")
def test_a_second_press_before_the_next_item_is_drawn_does_nothing(open_page: Open, engine: Engine) -> None:
    first, second = open_page("item", item=1), open_page("item", item=1)
    _press(first, "decide-suspicious")
    _press(second, "decide-legitimate")

    assert _decisions(engine) == [("hanh", "suspicious", "", True)]


@pytest.mark.usefixtures("filled")
def test_a_colleagues_decision_in_between_is_told_and_the_note_is_not_lost(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    quang = open_page("item", who="quang", item=1)
    quang.text_area(key="note-1").set_value("số này đã bị tố").run()
    hanh = open_page("item", who="hanh", item=1)
    _press(hanh, "decide-legitimate")
    hanh_decided = _decisions(engine)
    open_page("queue", who="quang")
    _press(quang, "decide-suspicious")

    assert _decisions(engine) == hanh_decided
    assert "Nguyễn Thị Mỹ Hạnh đã kết luận mục này: hợp pháp" in words_on(quang)
    assert quang.text_area(key="note-1").value == "số này đã bị tố"


def test_an_advert_that_changed_meanwhile_is_told(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    with unit_of_work(engine) as session:
        office.keep_sample(session, home / "warc", office.SAMPLES[0], at=office.MORNING, url="https://a.example/1")
    page = open_page("item", item=1)
    with unit_of_work(engine) as session:
        changed = replace(office.SAMPLES[0], employer="Tên khác")
        later = office.MORNING + timedelta(hours=1)
        office.keep_sample(session, home / "warc", changed, at=later, url="https://a.example/1")

    _press(page, "decide-suspicious")

    assert _decisions(engine) == []
    said = words_on(page)
    assert "Tin đã thay đổi trong lúc bạn đọc (1 bản mới)" in said
    assert "Tên khác" in said
    assert "1 bản trước của tin" in "".join(expander.label for expander in page.expander)


@pytest.mark.usefixtures("filled")
def test_a_changed_mind_adds_a_row(open_page: Open, engine: Engine, words_on: Words) -> None:
    _press(open_page("item", item=1), "decide-suspicious")
    page = open_page("item", item=1)
    assert "Nguyễn Thị Mỹ Hạnh đã kết luận" in words_on(page)

    _press(page, "decide-unsure")

    assert [(verdict, live) for _who, verdict, _note, live in _decisions(engine)] == [
        ("suspicious", False),
        ("unsure", True),
    ]


@pytest.mark.usefixtures("filled")
def test_a_note_that_is_too_long_is_told_and_not_lost(open_page: Open, engine: Engine, words_on: Words) -> None:
    page = open_page("item", item=1)
    page.text_area(key="note-1").set_value("x" * 1_000_000).run()
    _press(page, "decide-suspicious")

    assert _decisions(engine) == []
    assert "Ghi chú dài 1.000.000 ký tự, tối đa là 10.000" in words_on(page)
    assert len(page.text_area(key="note-1").value) == 1_000_000


@pytest.mark.usefixtures("filled")
def test_undo_takes_back_the_last_decision_once_and_draws_it(open_page: Open, engine: Engine, words_on: Words) -> None:
    page = _press(open_page("item", item=1), "decide-suspicious")
    stale = open_page("item", item=2)

    _press(page, "undo-")
    assert page.query_params["item"] == "1"
    assert "Đã hoàn tác: đáng ngờ." in words_on(page)
    _press(stale, "undo-")

    assert [live for *_rest, live in _decisions(engine)] == [False]


@pytest.mark.usefixtures("filled")
def test_next_and_back_follow_the_queue_and_keep_a_note_begun(open_page: Open) -> None:
    page = open_page("item", item=2)
    page.text_area(key="note-2").set_value("đang viết dở").run()
    _press(page, "next-")
    assert page.query_params["item"] == "3"
    _press(page, "back-")
    assert page.query_params["item"] == "2"
    assert page.text_area(key="note-2").value == "đang viết dở"


@pytest.mark.usefixtures("filled")
def test_before_the_first_item_there_is_none(open_page: Open, words_on: Words) -> None:
    page = _press(open_page("item", item=1), "back-")

    assert "Không còn mục nào ở phía này." in words_on(page)


def test_the_last_decision_leaves_an_empty_queue_and_a_way_back(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    office.fill(engine, home / "warc", office.SAMPLES[:1])
    page = _press(open_page("item", item=1), "decide-suspicious")
    assert "Không còn mục nào chờ ở đây." in words_on(page)

    _press(page, "undo-")
    assert page.query_params["item"] == "1"


@pytest.mark.usefixtures("filled")
def test_help_lists_the_keys(open_page: Open) -> None:
    page = _press(open_page("item", item=1), "help")

    assert any("viết ghi chú" in text.value for text in page.text)


@pytest.fixture
def keep(engine: Engine, home: Path, office: ModuleType) -> Callable[..., int]:
    """Keep one more advert like the fifth sample, other in some things."""

    def kept(**other: Any) -> int:
        sample = replace(office.SAMPLES[4], findings=(), facts=(), **other)
        with unit_of_work(engine) as session:
            return office.keep_sample(session, home / "warc", sample, at=office.MORNING)

    return kept


@pytest.mark.parametrize(
    "text",
    [
        "<script>document.title = 'x'</script><img src=x onerror=alert(1)>",
        "**đậm** [bấm](javascript:alert(1)) # tiêu đề",
        "\u202e ngược \u2066 và\u200bẩn",
        "😀" * 50_000,
        "\x00\x07 chuông",
    ],
)
def test_whatever_an_advert_says_is_drawn_as_text(
    open_page: Open, keep: Callable[..., int], words_on: Words, text: str
) -> None:
    keep(text=text)

    page = open_page("item", item=1)

    assert not page.exception
    said = words_on(page)
    assert "<script" not in said
    assert "<img" not in said
    assert "\u202e" not in said
    assert "\x00" not in said


@pytest.mark.usefixtures("filled")
def test_a_session_that_ended_decides_nothing(
    open_page: Open, engine: Engine, words_on: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("item", item=1)
    monkeypatch.setattr("review_app.person.read_token", lambda: "ended")
    _press(page, "decide-suspicious")

    assert _decisions(engine) == []
    assert "Phiên làm việc đã kết thúc" in words_on(page)

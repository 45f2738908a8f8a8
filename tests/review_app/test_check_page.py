"""Checking a text that was pasted: the same reading as of a kept advert, nothing kept, what is known found."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType

import pytest
from sqlalchemy import Engine, func, select
from streamlit.testing.v1 import AppTest

from model.link_pending import link_pending
from review_app.service import check, logins
from review_app.service.check import LARGEST, CheckRefused
from storage.database import reading, unit_of_work
from storage.tables import Account, AuditEvent, Base, Campaign

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture
def reader(cookies: dict[str, str]) -> logins.Person:
    found = logins.who(cookies["hanh"])
    assert found is not None
    return found


@pytest.fixture
def linked(engine: Engine, filled: list[int]) -> list[int]:
    link_pending(engine, lambda: datetime.now(UTC), lambda _: None)
    return filled


def _sent(page: AppTest, text: str) -> AppTest:
    page.text_area(key="check-text").set_value(text)
    next(button for button in page.button if button.label in ("Kiểm tra", "Check")).click()
    return page.run()


def test_the_page_begins_empty(open_page: Open, words_on: Words) -> None:
    page = open_page("check")

    assert not page.exception
    assert "không được lưu lại" in words_on(page)
    assert "Dấu hiệu cần xác minh" not in [title.value for title in page.subheader]


@pytest.mark.parametrize(
    ("speaks", "lines"),
    [
        ("vi", ("2,25 tháng lương", "Vượt trần")),
        ("en", ("2.25 months of wage", "Above the ceiling by")),
    ],
)
def test_a_fee_in_months_of_wage_has_its_line_and_no_sum_is_made_up(
    open_page: Open, words_on: Words, speaks: str, lines: tuple[str, ...]
) -> None:
    page = open_page("check", speaks=speaks)
    _sent(page, "Công ty Mẫu tuyển thợ sắt đi Rumani, hợp đồng 27 tháng. Tiền dịch vụ 3 tháng lương, nộp sau ký.")
    said = words_on(page)

    assert all(line in said for line in lines)
    assert " 0 đ" not in said


def test_where_no_fee_may_be_taken_no_wage_is_multiplied(open_page: Open, words_on: Words) -> None:
    page = open_page("check")
    _sent(page, "Chị em đi Riyadh ở nhà chủ nấu ăn, dọn dẹp, lương 1.500 riyal, hai năm. Phí dịch vụ 14 triệu.")
    said = words_on(page)

    assert "Không được thu khoản này của người lao động" in said
    assert "không được thu tiền dịch vụ của người lao động; tin đòi 14 triệu đồng." in said
    assert "×" not in said


@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_a_text_is_read_and_nothing_of_it_kept(
    engine: Engine, open_page: Open, words_on: Words, office: ModuleType, speaks: str
) -> None:
    page = open_page("check", speaks=speaks)
    before = _rows(engine)

    _sent(page, office.JAPAN)
    said = words_on(page)

    assert not page.exception
    assert "2098/LĐTBXH-GP" in said
    assert "95.000.000" in said if speaks == "vi" else "95,000,000" in said
    assert 'class="findings"' in said
    assert _rows(engine) == before


def _rows(engine: Engine) -> dict[str, int]:
    with reading(engine) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_a_copy_of_a_kept_advert_is_found(linked: list[int], reader: logins.Person, office: ModuleType) -> None:
    found = check.check(reader, office.CAMBODIA.replace("0900 000 418", "0900 000 555"))

    assert linked
    assert [item.campaign_id for item in found.copies.items] == [1]


def test_another_advert_with_the_same_number_is_found(linked: list[int], reader: logins.Person) -> None:
    found = check.check(reader, "Cần người phụ bán nước mía buổi tối, có chỗ ở. Ai làm được gọi 0900.000.418 nhé.")

    assert linked
    assert not found.copies.items
    assert [item.campaign_id for item in found.same_contact.items] == [1]


def test_what_is_known_is_listed_with_a_way_to_it_and_its_contacts_masked(
    linked: list[int], open_page: Open, words_on: Words, office: ModuleType
) -> None:
    page = _sent(open_page("check"), office.CAMBODIA)

    assert linked
    assert "Tin đã lưu có nội dung gần giống:" in words_on(page)
    page.button(key="open-copy-1").click().run()
    assert page.query_params["item"] == "1"


def test_items_outside_what_one_works_on_are_counted_only(
    engine: Engine, linked: list[int], cookies: dict[str, str], office: ModuleType
) -> None:
    with unit_of_work(engine) as session:
        session.scalars(select(Account).where(Account.name == "hanh")).one().destinations = ["JP"]
    reader = logins.who(cookies["hanh"])
    assert reader is not None

    found = check.check(reader, office.CAMBODIA)

    assert linked
    assert not found.copies.items
    assert found.copies.outside == 1


def test_a_score_that_is_kept_back_is_kept_back_here_too(
    engine: Engine, linked: list[int], reader: logins.Person, office: ModuleType
) -> None:
    with unit_of_work(engine) as session:
        session.get_one(Campaign, 1).score_hidden = True

    (item,) = check.check(reader, office.CAMBODIA).copies.items

    assert linked
    assert item.score_hidden
    assert item.band is None


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("text", ["", " \n\t "])
def test_no_text_is_refused_with_a_sentence(reader: logins.Person, text: str) -> None:
    with pytest.raises(CheckRefused, match="dán tin"):
        check.check(reader, text)


@pytest.mark.usefixtures("engine")
def test_a_text_beyond_the_limit_is_refused_and_one_within_is_read(reader: logins.Person) -> None:
    with pytest.raises(CheckRefused, match="201 kB"):
        check.check(reader, "a" * (LARGEST + 1))
    with pytest.raises(CheckRefused, match="ký tự"):
        check.check(reader, "Tuyển thợ", title="x" * 301)
    assert check.check(reader, "Tuyển thợ may, gọi 0900000418. " * 4000).facts


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> **đậm** \u202egnor",
        "\x00\x01\ud800",
        "😀" * 40_000,
        "=cmd|' /C calc'!A0",
        "\n" * 9 + "x",
    ],
)
def test_hostile_texts_are_text(open_page: Open, text: str) -> None:
    page = _sent(open_page("check"), text.replace("\ud800", ""))
    drawn = "\n".join(element.proto.body for element in page.get("html"))

    assert not page.exception
    assert drawn
    assert "</script>" not in drawn
    assert "\u202e" not in drawn
    assert "Cơ sở dữ liệu không trả lời" not in drawn


def test_whoever_has_no_such_deed_has_no_such_page(engine: Engine, open_page: Open, cookies: dict[str, str]) -> None:
    with unit_of_work(engine) as session:
        session.scalars(select(Account).where(Account.name == "hanh")).one().role = "administrator"

    page = open_page(who="hanh")

    assert cookies
    assert page.title[0].value == "Tổng quan"
    with pytest.raises(Exception, match="check_page"):
        page.switch_page("views/check_page.py").run()


def test_nothing_about_a_check_is_in_the_audit_chain(engine: Engine, reader: logins.Person, office: ModuleType) -> None:
    check.check(reader, office.GARMENT)

    with reading(engine) as session:
        assert not [event for event in session.scalars(select(AuditEvent)) if "check" in event.action]

"""What stands beside the advert: sums and ceilings, the register, who is behind it, copies, versions; in all sizes."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from model.link_pending import link_pending
from review_app.language import use_language
from review_app.service import item
from storage.brokers import brokers_of
from storage.database import reading, unit_of_work
from storage.records import ListedEnterprise, RegisterList
from storage.register import keep_snapshot
from tests.review_app.crew import crew

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
DAY = date(2026, 11, 1)


def list_enterprises(engine: Engine, office: ModuleType, *listed: ListedEnterprise) -> None:
    about = RegisterList(
        listed_on=DAY, source_file="danh-sach.csv", sha256=hashlib.sha256(repr(listed).encode()).hexdigest()
    )
    with unit_of_work(engine) as session:
        keep_snapshot(session, about, listed, now=office.MORNING)


@pytest.mark.usefixtures("filled")
def test_the_arithmetic_of_each_sum_stands_with_its_law_and_its_mark(open_page: Open, words_on: Words) -> None:
    said = words_on(open_page("item", item=2))

    for words in ("Lương tháng", "32.500.000 đ", "× 3", "= mức trần", "97.500.000 đ", "Tin đòi", "95.000.000 đ"):
        assert words in said, words
    assert "Không vượt trần." in said
    assert "Luật 69/2020/QH14, Điều 23 khoản 4" in said
    assert "đã đối chiếu văn bản" in said
    assert "Vượt trần" in said
    assert "Mức đòi cao hơn mức trần: cần xác minh." in said


@pytest.mark.usefixtures("filled")
def test_the_arithmetic_is_told_in_english_as_well(open_page: Open, words_on: Words) -> None:
    use_language("en")  # a page driven without a browser reads its own filters in the language of the test
    said = words_on(open_page("item", speaks="en", item=2))

    assert "months of wage allowed" in said
    assert "Not above the ceiling." in said
    assert "Above the ceiling by" in said


@pytest.mark.usefixtures("filled")
def test_work_in_the_country_has_no_ceiling_and_no_list(
    open_page: Open, engine: Engine, office: ModuleType, words_on: Words
) -> None:
    list_enterprises(engine, office, ListedEnterprise(row=2, name="Công ty Mẫu", status_text="", status="licensed"))
    said = words_on(open_page("item", item=5))

    assert "Mức trần chỉ áp dụng cho việc làm ở nước ngoài." in said
    assert "tin này không nói về việc đó" in said


@pytest.mark.usefixtures("filled")
def test_without_a_list_of_enterprises_it_says_so(open_page: Open, words_on: Words) -> None:
    assert "Chưa có danh bạ doanh nghiệp được cấp phép" in words_on(open_page("item", item=2))


OWN, OTHER = "Công ty TNHH Nhân lực Cánh Buồm Xanh", "Công ty Cổ phần Mẫu Vật"
PRINTED = "2098/LĐTBXH-GP"


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ((OWN, PRINTED, "licensed"), "có trong danh bạ và được cấp phép"),
        ((OWN, PRINTED, "revoked"), "giấy phép đã bị thu hồi hoặc nộp lại"),
        ((OWN, "11/LĐTBXH-GP", "licensed"), "Tên gần trùng với một doanh nghiệp"),
        ((OTHER, "11/LĐTBXH-GP", "licensed"), "Không thấy tên hoặc số mà tin nêu"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_the_register_answers_for_number_and_name(
    open_page: Open, words_on: Words, engine: Engine, office: ModuleType, listed: tuple[str, str, str], said: str
) -> None:
    name, number, status = listed
    entry = ListedEnterprise(row=2, name=name, status_text="mẫu", status=status, licence_number=number)
    list_enterprises(engine, office, entry)

    seen = words_on(open_page("item", item=2))

    assert said in seen
    assert PRINTED in seen
    assert "Danh bạ ngày 01/11/2026." in seen


def test_whoever_may_be_behind_it_is_told_in_figures_with_a_way_there(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    adverts = crew(engine, home, office)
    with reading(engine) as session:
        broker = brokers_of(session, adverts)[adverts[0]]
    page = open_page("item", item=1)
    next(b for b in page.button if b.key and b.key.startswith("decide-suspicious")).click().run()

    page = open_page("item", item=2)

    assert "4 tin, 1 nguồn" in words_on(page)
    assert "Đáng ngờ" in words_on(page)
    assert broker in str([element.proto for element in page.get("page_link")])


@pytest.fixture
def keep(engine: Engine, home: Path, office: ModuleType) -> Callable[..., int]:
    """Keep an advert like the first sample, other in some things; without findings and facts where its words differ."""

    def kept(*, at: Any = None, url: str = "", **other: Any) -> int:
        sample = replace(office.SAMPLES[0], findings=(), facts=(), **other)
        with unit_of_work(engine) as session:
            return office.keep_sample(session, home / "warc", sample, at=at or office.MORNING, url=url)

    return kept


def copies(engine: Engine, office: ModuleType, keep: Callable[..., int], count: int) -> None:
    for number in range(count):
        text = office.CAMBODIA.replace("3.000.000", f"{number + 3}.000.000").replace("418", f"{number:03d}")
        keep(text=text, url=f"https://tin.example/{number}", at=office.MORNING + timedelta(minutes=number))
    link_pending(engine, lambda: office.MORNING + timedelta(days=1), lambda _: None)


def test_copies_stand_side_by_side_with_what_differs_and_no_contact_bare(
    open_page: Open, engine: Engine, office: ModuleType, keep: Callable[..., int], words_on: Words
) -> None:
    copies(engine, office, keep, 3)
    said = words_on(open_page("item", item=1))

    assert "3 tin cùng một nội dung" in said
    assert "đang xem" in said
    assert "4.000.000" in said
    assert "điện thoại" in said
    assert "0900 000 001" not in said
    assert "0900000001" not in said


def test_many_copies_are_turned_page_by_page(
    open_page: Open, engine: Engine, office: ModuleType, keep: Callable[..., int], words_on: Words
) -> None:
    copies(engine, office, keep, 45)
    page = open_page("item", item=1)
    assert "45 tin cùng một nội dung" in words_on(page)
    assert words_on(page).count('<tr class=""') == 19

    page = next(button for button in page.button if button.key == "copies-on").click().run()
    page = next(button for button in page.button if button.key == "copies-on").click().run()

    assert words_on(page).count('<tr class=""') == 5
    assert not page.exception


def test_a_verdict_on_copies_is_suggested_in_words(
    open_page: Open, engine: Engine, office: ModuleType, keep: Callable[..., int], words_on: Words
) -> None:
    copies(engine, office, keep, 2)
    page = open_page("item", item=1)
    next(b for b in page.button if b.key and b.key.startswith("decide-suspicious")).click().run()
    keep(text=office.CAMBODIA, url="https://tin.example/9", at=office.MORNING + timedelta(hours=2))
    link_pending(engine, lambda: office.MORNING + timedelta(days=1), lambda _: None)

    said = words_on(open_page("item", item=1))

    assert "Kết luận trước đây về bản sao:" in said
    assert "trên 2 tin trong số này" in said
    assert "1 tin mới hoặc đã thay đổi từ đó" in said


def test_versions_are_compared_word_by_word_with_signs_and_masks(
    open_page: Open, office: ModuleType, keep: Callable[..., int], words_on: Words
) -> None:
    keep(url="https://tin.example/1")
    changed = office.CAMBODIA.replace("3.000.000đ", "5.000.000đ").replace("000 418", "111 418")
    keep(url="https://tin.example/1", at=office.MORNING + timedelta(hours=1), text=changed)
    page = open_page("item", item=1)

    said = words_on(page)
    assert '<del><span class="edge">[−</span>3.000.000<' in said
    assert '<ins><span class="edge">[+</span>5.000.000<' in said
    assert "111 418" not in said

    page = page.selectbox[0].set_value(page.selectbox[0].options and 1).run()
    assert "Đây là bản đầu tiên." in words_on(page)
    assert "000 418" not in words_on(page)


HOSTILE = {
    "emoji": "😀" * 50_000,
    "directions": "\u202e ngược 0900 000 418 \u2066" * 2_000,
    "scripts": "<script>alert(1)</script>" * 5_000,
    "nulls": "\x00\x07" * 20_000,
    "digits": "0900 000 418 " * 15_000,
    "marks": "a" + "\u0301" * 150_000,
    "lines": "\n" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_leaves_the_page_usable_and_masked(
    open_page: Open, keep: Callable[..., int], words_on: Words, text: str
) -> None:
    keep(text=text, title=text[:300], employer=text[:200])
    page = open_page("item", item=1)

    assert not page.exception
    said = words_on(page)
    assert "<script" not in said
    assert "\u202e" not in said
    assert "\x00" not in said
    assert "000 418" not in said
    page = next(b for b in page.button if b.key and b.key.startswith("decide-unsure")).click().run()
    assert not page.exception


def test_an_item_is_read_without_texts_of_its_copies(
    engine: Engine, office: ModuleType, keep: Callable[..., int]
) -> None:
    copies(engine, office, keep, 25)
    seen = item.read(1)

    assert seen is not None
    assert (seen.copies.total, len(seen.copies.rows), seen.copies.pages) == (25, 20, 2)

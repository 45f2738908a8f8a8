"""Adverts that are written to break a page, a small screen, and addresses typed by those who may not see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from storage.database import reading, unit_of_work
from storage.people.accounts import Post, change_account
from storage.tables import Decision
from tests.browser.served import Served
from tests.browser.tab import PHONE, enter, expect_no_failure, open_item, press, wait_until_drawn

pytestmark = pytest.mark.browser
OpenTab = Callable[..., Page]
_SCRIPTS = "<script>window.hit = 1</script><img src=x onerror='window.hit = 2'><svg onload='window.hit = 3'>"
_BIDI = "\u202egnơưl \u2066\u202b lương cao \u200b\u200f"


def test_an_advert_of_200_kilobytes_of_emoji_reversed_writing_and_scripts_is_drawn_and_decided(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    flood = "🔥💰👉🏽" * 13_000
    sample = replace(
        office.SAMPLES[5],
        title=f"{_SCRIPTS}{_BIDI} việc nhẹ",
        employer=f"{_BIDI}{_SCRIPTS}",
        text=f"Mở đầu {_BIDI}{_SCRIPTS}\n{flood}\nHết tin.",
        facts=(),
        score=0.99,
        band="high",
    )
    assert len(sample.text.encode()) > 200_000, "as long as an advert may be"
    with unit_of_work(served.engine) as session:
        office.keep_sample(session, served.home / "warc", sample, at=office.MORNING + timedelta(hours=1))
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    expect(page.locator(".row-title").first).to_contain_text("<script>window.hit = 1</script>")
    assert _fits(page)

    open_item(page, served.address, 7)
    expect(page.locator(".advert")).to_contain_text("Hết tin.")
    assert page.evaluate("window.hit") is None
    assert _fits(page)
    expect_no_failure(page)
    press(page, "s", "Đã ghi: đáng ngờ")
    with reading(served.engine) as session:
        assert session.scalars(select(Decision)).one().verdict == "suspicious"


def test_on_a_telephone_one_finds_opens_and_decides_without_moving_the_page_sideways(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    page = open_tab(PHONE)
    enter(page, served.address, "hanh", office.PASSWORD)
    wait_until_drawn(page)
    assert _fits(page)
    page.locator('[class*="st-key-open-"] button').first.press("Enter")
    expect(page.locator(".head h1")).to_contain_text("Campuchia")
    wait_until_drawn(page)
    assert _fits(page)

    pressed = page.locator('[class*="st-key-decide-suspicious"] button')
    expect(pressed).to_be_in_viewport()
    pressed.click()
    expect(page.locator(".notice")).to_contain_text("Đã ghi: đáng ngờ")
    expect_no_failure(page)


def test_an_item_outside_of_ones_province_and_a_page_outside_of_ones_role_are_refused_with_a_sentence(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    with unit_of_work(served.engine) as session:
        change_account(session, "quang", Post(provinces=("25",)), by=None, now=datetime.now(UTC))
    page = open_tab()
    enter(page, served.address, "quang", office.PASSWORD)
    page.goto(f"{served.address}/item?item=1")
    expect(page.get_by_text("Mục 1 thuộc địa bàn")).to_be_visible()
    expect(page.locator(".advert")).to_have_count(0)
    expect(page.locator('[class*="st-key-decide-"]')).to_have_count(0)

    for place in ("audit", "khong-co-trang-nay"):
        page.goto(f"{served.address}/{place}")
        expect(page.get_by_text("not found")).to_have_count(0)
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        expect(page.get_by_role("status")).to_contain_text("trang")


def _fits(page: Page) -> bool:
    """Nothing on the page is wider than the screen."""
    return bool(
        page.evaluate(
            "() => [...document.querySelectorAll('html, body, [data-testid=stMain]')]"
            ".every((part) => part.scrollWidth <= part.clientWidth + 1)"
        )
    )

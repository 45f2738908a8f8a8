"""What a reload of the page leaves as it was: the filter of the queue, and what is begun on an item."""

from collections.abc import Callable
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import Served
from tests.browser.tab import enter, open_item, press, wait_until_drawn

pytestmark = pytest.mark.browser
OpenTab = Callable[..., Page]


@pytest.fixture
def page(open_tab: OpenTab, served: Served, office: ModuleType) -> Page:
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    wait_until_drawn(page)
    return page


def _search(page: Page) -> list[str]:
    """Narrow the queue to some of its six items, and return their titles."""
    page.get_by_label("Tìm").fill("viec")
    page.get_by_label("Tìm").press("Enter")
    expect(page.get_by_text("mục hợp bộ lọc")).to_be_visible()
    wait_until_drawn(page)
    titles = page.locator(".row-title").all_inner_texts()
    assert 1 < len(titles) < 6, "some fit, and enough to go on from one to another"
    return titles


def test_the_filter_outlives_reloads_and_says_how_many_items_fit(page: Page) -> None:
    number = len(_search(page))
    fitting, rows = page.get_by_text(f"{number} mục hợp bộ lọc"), page.locator(".row")
    expect(fitting).to_be_visible()
    expect(page.get_by_text(f"Đang chờ ({number})")).to_be_visible()

    page.reload()
    expect(fitting).to_be_visible()
    expect(page.get_by_label("Tìm")).to_have_value("viec")
    expect(rows).to_have_count(number)
    wait_until_drawn(page)

    page.get_by_role("button", name="Bỏ lọc").click()
    expect(rows).to_have_count(6)
    wait_until_drawn(page)
    page.reload()
    expect(rows).to_have_count(6)
    expect(page.get_by_label("Tìm")).to_have_value("")


def test_after_a_reload_of_an_item_the_next_one_is_still_of_the_filter(page: Page) -> None:
    titles = _search(page)
    page.locator('[class*="st-key-open-"] button').first.press("Enter")
    expect(page.locator(".head h1")).to_have_text(titles[0])
    wait_until_drawn(page)
    page.reload()
    expect(page.locator(".head h1")).to_have_text(titles[0])
    wait_until_drawn(page)
    press(page, "u", "Đã ghi: chưa rõ. Mục 1: Tuyển gấp 20 nhân viên")
    expect(page.locator(".head h1")).to_have_text(titles[1])

    page.get_by_role("link", name="Hàng đợi").click()
    expect(page.get_by_text(f"{len(titles) - 1} mục hợp bộ lọc")).to_be_visible()


def test_kinds_and_note_outlive_a_reload_until_they_are_taken_out(page: Page, served: Served) -> None:
    kinds = page.locator('[class*="st-key-kinds-open-"] button')
    first = page.get_by_test_id("stPopoverBody").get_by_role("button").first
    open_item(page, served.address, 1)
    page.keyboard.press("n")
    page.keyboard.type("đã gọi thử")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(kinds).to_contain_text("1 thủ đoạn")
    wait_until_drawn(page)
    _reload_with_note(page)
    expect(kinds).to_contain_text("1 thủ đoạn")

    page.keyboard.press("t")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(kinds).not_to_contain_text("1 thủ đoạn")
    wait_until_drawn(page)
    _reload_with_note(page)
    expect(kinds).not_to_contain_text("1 thủ đoạn")


def _reload_with_note(page: Page) -> None:
    page.reload()
    expect(page.get_by_label("Ghi chú")).to_have_value("đã gọi thử")
    wait_until_drawn(page)


def test_whoever_logs_in_again_after_the_session_ended_is_back_on_the_item(
    page: Page, served: Served, office: ModuleType
) -> None:
    open_item(page, served.address, 3)
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{served.address}/logout")
    elsewhere.get_by_role("button", name="Đăng xuất").click()
    expect(elsewhere.get_by_label("Mật khẩu")).to_be_visible()

    page.keyboard.press("j")
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.get_by_label("Tên tài khoản").fill("hanh")
    page.get_by_label("Mật khẩu").fill(office.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".head h1")).to_contain_text("Gia công tại nhà")

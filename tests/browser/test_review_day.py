"""A piece of an inspector's morning, in a real browser."""

from collections.abc import Iterator
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PATIENCE = 20_000


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """A tab at the login; whatever it asks of another host, or says of an error, fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    strangers: list[str] = []
    page.on("request", lambda request: strangers.append(request.url) if _is_foreign(request.url, address) else None)
    page.on("pageerror", lambda error: strangers.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert strangers == []


def _is_foreign(url: str, address: str) -> bool:
    return not url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))


def _log_in(page: Page, office: ModuleType, name: str = "hanh") -> None:
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(office.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Hàng đợi")).to_be_visible()


def _open_top(page: Page) -> None:
    page.get_by_role("button", name="Mở").first.click()
    expect(page.locator(".head h1")).to_contain_text("Campuchia")
    expect(page.get_by_role("button", name="Chưa rõ")).to_be_visible()


def test_log_in_open_the_top_item_decide_by_keyboard_see_the_next_undo(desk: Page, office: ModuleType) -> None:
    _log_in(desk, office)
    _open_top(desk)
    expect(desk.locator(".advert mark").first).to_be_visible()
    expect(desk.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").first).to_be_visible()

    desk.keyboard.press("n")
    expect(desk.get_by_label("Ghi chú")).to_be_focused()
    desk.keyboard.type("sss lll uuu: chỉ là ghi chú")
    expect(desk.locator(".head h1")).to_contain_text("Campuchia")
    desk.keyboard.press("Escape")
    desk.keyboard.press("s")

    expect(desk.locator(".head h1")).to_contain_text("Đơn hàng đi Nhật")
    expect(desk.locator(".notice")).to_contain_text("Đã ghi: đáng ngờ")
    expect(desk).to_have_url(f"{desk.url.split('?')[0]}?item=2")

    expect(desk.get_by_role("button", name="Hoàn tác")).to_be_enabled()
    desk.keyboard.press("z")
    expect(desk.locator(".head h1")).to_contain_text("Campuchia")
    desk.get_by_role("link", name="Lịch sử").click()
    expect(desk.locator(".row.closed")).to_contain_text("sss lll uuu: chỉ là ghi chú")


def test_a_double_press_decides_one_item_only(desk: Page, office: ModuleType) -> None:
    _log_in(desk, office)
    _open_top(desk)

    pressed = desk.locator('[class*="st-key-decide-suspicious"] button')
    pressed.evaluate("button => { for (let press = 0; press < 3; press++) button.click() }")
    expect(desk.locator(".head h1")).to_contain_text("Đơn hàng đi Nhật")
    desk.wait_for_timeout(1500)
    expect(desk.locator(".head h1")).to_contain_text("Đơn hàng đi Nhật")

    desk.get_by_role("link", name="Lịch sử").click()
    expect(desk.get_by_role("heading", name="Lịch sử")).to_be_visible()
    expect(desk.locator(".row")).to_have_count(1)


def test_a_bare_c_opens_no_dialog_and_h_opens_the_help(desk: Page, office: ModuleType) -> None:
    _log_in(desk, office)
    _open_top(desk)

    desk.keyboard.press("c")
    desk.wait_for_timeout(500)
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.keyboard.press("h")
    expect(desk.get_by_role("dialog")).to_contain_text("viết ghi chú")


def test_a_reload_keeps_the_item_and_logging_out_ends_it(desk: Page, office: ModuleType) -> None:
    _log_in(desk, office)
    _open_top(desk)
    desk.reload()
    expect(desk.locator(".head h1")).to_contain_text("Campuchia")
    item = desk.url

    desk.get_by_role("link", name="Đăng xuất").click()
    desk.get_by_role("button", name="Đăng xuất").click()
    expect(desk.get_by_text("Bạn đã đăng xuất")).to_be_visible()
    desk.goto(item)
    expect(desk.get_by_label("Mật khẩu")).to_be_visible()


def test_an_open_tab_of_an_ended_session_shows_and_does_nothing_more(desk: Page, office: ModuleType) -> None:
    _log_in(desk, office)
    _open_top(desk)
    other = desk.context.new_page()
    other.goto(f"{desk.url.split('/item')[0]}/logout")
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.get_by_text("Bạn đã đăng xuất")).to_be_visible()

    desk.keyboard.press("s")

    expect(desk.get_by_text("Phiên làm việc đã kết thúc")).to_be_visible()
    expect(desk.locator(".advert")).to_have_count(0)


def test_the_app_speaks_english_after_a_switch(desk: Page, office: ModuleType) -> None:
    _log_in(desk, office)
    desk.get_by_role("link", name="English").click()

    expect(desk.get_by_role("heading", name="Queue")).to_be_visible()

"""A piece of an inspector's morning, in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tab import PATIENCE, wait_until_drawn

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language."""

    code: str
    own_name: str
    account_name: str
    password: str
    log_in: str
    queue: str
    history: str
    open: str
    unsure: str
    note: str
    kept: str
    undo: str
    undone: str
    finding: str
    """Sentence of the top item's strongest finding."""


VIETNAMESE = Words(
    code="vi",
    own_name="Tiếng Việt",
    account_name="Tên tài khoản",
    password="Mật khẩu",
    log_in="Đăng nhập",
    queue="Hàng đợi",
    history="Lịch sử",
    open="Mở",
    unsure="Chưa rõ",
    note="Ghi chú",
    kept="Đã ghi: đáng ngờ",
    undo="Hoàn tác",
    undone="Đã hoàn tác: đáng ngờ",
    finding="Đòi đặt cọc hoặc chuyển tiền trước khi đi làm",
)
ENGLISH = Words(
    code="en",
    own_name="English",
    account_name="Account name",
    password="Password",
    log_in="Log in",
    queue="Queue",
    history="History",
    open="Open",
    unsure="Unsure",
    note="Note",
    kept="Kept: suspicious",
    undo="Undo",
    undone="Undone: suspicious",
    finding="A deposit is asked for a market, or for a job there, where none may be asked.",
)


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """A tab at the login of an office of one's own."""
    yield from _tab(browser, address)


@pytest.fixture
def quiet_desk(browser: Browser, quiet_address: str) -> Iterator[Page]:
    """A tab at the login of the office in which nobody decides."""
    yield from _tab(browser, quiet_address)


def _tab(browser: Browser, address: str) -> Iterator[Page]:
    """Open a tab; whatever it asks of another host, or says of an error, fails the test."""
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


def _log_in(page: Page, office: ModuleType, words: Words = VIETNAMESE) -> None:
    page.get_by_label(words.account_name).fill("hanh")
    page.get_by_label(words.password).fill(office.PASSWORD)
    page.get_by_role("button", name=words.log_in).click()
    expect(page.get_by_role("heading", name=words.queue)).to_be_visible()
    wait_until_drawn(page)


def _open_top(page: Page, words: Words = VIETNAMESE) -> None:
    row = page.locator('[class*="st-key-open-"] button').first
    expect(row).to_have_text(words.open)
    # by key, as the place on the screen may still move under a pointer on a slow machine
    row.press("Enter")
    expect(page.locator(".head h1")).to_contain_text("Campuchia")
    expect(page.get_by_role("button", name=words.unsure)).to_be_visible()
    wait_until_drawn(page)


@pytest.mark.parametrize("words", [VIETNAMESE, ENGLISH], ids=lambda words: words.code)
def test_log_in_open_the_top_item_decide_by_keyboard_see_the_next_undo(
    desk: Page, office: ModuleType, words: Words
) -> None:
    if words is ENGLISH:
        desk.get_by_role("link", name=words.own_name).click()
    expect(desk).to_have_title(f"{words.log_in} · Soi Tin")
    _log_in(desk, office, words)
    expect(desk).to_have_title(f"{words.queue} · Soi Tin")
    expect(desk.locator(f"html[lang={words.code}]")).to_be_attached()
    expect(desk.locator(".row-why").first).to_contain_text(words.finding)
    _open_top(desk, words)
    expect(desk.locator(".advert mark").first).to_be_visible()
    expect(desk.locator(".finding .sentence").first).to_contain_text(words.finding)
    expect(desk.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").first).to_be_visible()

    _write_note(desk, words, "sss lll uuu: chỉ là ghi chú")
    desk.keyboard.press("s")
    expect(desk.locator(".head h1")).to_contain_text("Đơn hàng đi Nhật")
    expect(desk.locator(".notice")).to_contain_text(words.kept)
    expect(desk).to_have_url(f"{desk.url.split('?')[0]}?item=2")

    expect(desk.get_by_role("button", name=words.undo)).to_be_enabled()
    wait_until_drawn(desk)
    desk.keyboard.press("z")
    expect(desk.locator(".head h1")).to_contain_text("Campuchia")
    expect(desk.locator(".notice")).to_contain_text(words.undone)
    desk.get_by_role("link", name=words.history).click()
    expect(desk.locator(".row.closed")).to_contain_text("sss lll uuu: chỉ là ghi chú")


def _write_note(page: Page, words: Words, note: str) -> None:
    """Write a note by keyboard; its letters decide nothing."""
    page.keyboard.press("n")
    expect(page.get_by_label(words.note)).to_be_focused()
    page.keyboard.type(note)
    expect(page.locator(".head h1")).to_contain_text("Campuchia")
    page.keyboard.press("Escape")
    wait_until_drawn(page)


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


def test_a_bare_c_opens_no_dialog_and_h_opens_the_help(quiet_desk: Page, office: ModuleType) -> None:
    _log_in(quiet_desk, office)
    _open_top(quiet_desk)

    quiet_desk.keyboard.press("c")
    quiet_desk.wait_for_timeout(500)
    expect(quiet_desk.get_by_role("dialog")).to_have_count(0)
    quiet_desk.keyboard.press("h")
    expect(quiet_desk.get_by_role("dialog")).to_contain_text("viết ghi chú")


def test_a_reload_keeps_the_item_and_logging_out_ends_it(quiet_desk: Page, office: ModuleType) -> None:
    _log_in(quiet_desk, office)
    _open_top(quiet_desk)
    quiet_desk.reload()
    expect(quiet_desk.locator(".head h1")).to_contain_text("Campuchia")
    item = quiet_desk.url

    quiet_desk.get_by_role("link", name="Đăng xuất").click()
    quiet_desk.get_by_role("button", name="Đăng xuất").click()
    expect(quiet_desk.get_by_text("Bạn đã đăng xuất")).to_be_visible()
    quiet_desk.goto(item)
    expect(quiet_desk.get_by_label("Mật khẩu")).to_be_visible()


def test_an_open_tab_of_an_ended_session_shows_and_does_nothing_more(quiet_desk: Page, office: ModuleType) -> None:
    _log_in(quiet_desk, office)
    _open_top(quiet_desk)
    other = quiet_desk.context.new_page()
    other.goto(f"{quiet_desk.url.split('/item')[0]}/logout")
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.get_by_text("Bạn đã đăng xuất")).to_be_visible()

    quiet_desk.keyboard.press("s")

    expect(quiet_desk.get_by_text("Phiên làm việc đã kết thúc")).to_be_visible()
    expect(quiet_desk.locator(".advert")).to_have_count(0)


def test_the_language_is_switched_in_the_middle_of_work_and_back(quiet_desk: Page, office: ModuleType) -> None:
    _log_in(quiet_desk, office)
    quiet_desk.get_by_role("link", name=VIETNAMESE.history).click()
    expect(quiet_desk).to_have_title("Lịch sử · Soi Tin")
    for words in (ENGLISH, VIETNAMESE):
        quiet_desk.get_by_role("link", name=words.own_name).click()
        expect(quiet_desk.get_by_role("heading", name=words.history)).to_be_visible()
        expect(quiet_desk).to_have_title(f"{words.history} · Soi Tin")
        expect(quiet_desk.locator(f"html[lang={words.code}]")).to_be_attached()

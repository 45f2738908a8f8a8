"""What a person does in a tab, whatever the test is about; it waits for what is to be seen, never for a time."""

from playwright.sync_api import Page, expect

PATIENCE = 60_000
"""Milliseconds; a machine that does much else besides is slow, and only a failure waits as long."""
SCREEN, PHONE = (1366, 768), (390, 844)
_STILL = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const places = [...document.querySelectorAll("button, .row")].map((part) => part.getBoundingClientRect().y);
  const waiting = document.querySelector("[data-testid=stSkeleton]");
  const seen = `${app.innerHTML.length} ${places}`;
  const still = app.dataset.testScriptState === "notRunning" && !waiting && seen === window.seenBefore;
  window.seenBefore = seen;
  return still;
}"""
"""Streamlit is done, and everything stands where it stood a moment ago."""


def wait_until_drawn(page: Page) -> None:
    """Wait as a person does before the next key or click: until nothing on the page moves any more."""
    page.evaluate("window.seenBefore = null")
    page.wait_for_function(_STILL, polling=250)


def enter(page: Page, address: str, name: str, password: str) -> None:
    """Log in and wait for the first page."""
    page.goto(address)
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("link", name="Đăng xuất")).to_be_visible()


def open_item(page: Page, address: str, item: int) -> None:
    """Open an item by its address, and wait until its keys work."""
    page.goto(f"{address}/item?item={item}")
    expect(page.get_by_role("button", name="Phím tắt")).to_be_visible()
    wait_until_drawn(page)


def press(page: Page, key: str, said: str) -> None:
    """Press a key of the bar and wait for the sentence that answers it."""
    page.keyboard.press(key)
    expect(page.locator(".notice").first).to_contain_text(said)
    wait_until_drawn(page)


def expect_no_failure(page: Page) -> None:
    """Nothing of Streamlit's own, in English, stands where a sentence of ours should."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)

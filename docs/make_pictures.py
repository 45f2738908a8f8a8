"""`make pictures`: run the demo in a scratch folder, work in it with a browser, and take the pictures of the documents.

Everything to be seen on them is invented. Needs Debian's chromium; SOITIN_CHROMIUM names another one.
"""
# ruff: noqa: INP001 - a program beside the documents, part of no package

import io
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = os.environ.get("SOITIN_CHROMIUM", "/usr/bin/chromium")
SCREEN = (1366, 768)
LARGEST = 250 * 1024
_PATIENCE = 40
_SETTLING = 1500
"""Milliseconds until nothing on a page moves any more."""
_SOITIN = [sys.executable, "-m", "soitin"]
_PERSON = ("anh", "Phạm Ngọc Ánh")
_WORTH_A_LOOK = "resort"
"""Searched for in the queue: an advert whose strong finding shows quote, law and fines on one screen."""


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        home = scratch / "var" / "demo"
        environment = {**os.environ, "SOITIN_HOME": str(home), "SOITIN_DATABASE_URL": ""}
        _run(["demo", "--no-review"], scratch, environment)
        password = secrets.token_urlsafe(9)
        name, full_name = _PERSON
        _run(["account", "add", name, "--full-name", full_name, "--password-stdin"], scratch, environment, password)
        with _served(scratch, environment) as address:
            _take_pictures(address, name, password)


def _run(arguments: list[str], folder: Path, environment: dict[str, str], stdin: str = "") -> None:
    print("soitin", *arguments[:2])  # noqa: T201 - a person waits
    command = [*_SOITIN, *arguments]
    subprocess.run(command, cwd=folder, env=environment, input=stdin, text=True, check=True, capture_output=True)  # noqa: S603


@contextmanager
def _served(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve the review app until the pictures are taken; the address is given when it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    with subprocess.Popen([*_SOITIN, "review", "--port", str(port)], cwd=folder, env=environment) as server:  # noqa: S603
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    msg = f"the review app does not answer on port {port} after {_PATIENCE} seconds"
    raise TimeoutError(msg)


def _take_pictures(address: str, name: str, password: str) -> None:
    expect.set_options(timeout=_PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]}, color_scheme="light")
        page.goto(address)
        page.get_by_label("Tên tài khoản").fill(name)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        _take_queue(page)
        _take_advert(page)
        _take_history(page)
        browser.close()


def _take_queue(page: Page) -> None:
    """Take the queue in both languages, and come back to Vietnamese."""
    for link, heading, name in (("", "Hàng đợi", "queue"), ("English", "Queue", "queue-english")):
        if link:
            page.get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(_rows(page).nth(5)).to_be_visible()
        _take(page, name)
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", name="Hàng đợi")).to_be_visible()


def _take_advert(page: Page) -> None:
    """Take an advert with its quote in view, and decide on it with a note."""
    page.get_by_label("Tìm").fill(_WORTH_A_LOOK)
    page.keyboard.press("Enter")
    expect(page.locator(".row-title").first).to_contain_text(_WORTH_A_LOOK)
    _open_first(page)
    quoted = page.locator(".advert mark").first
    quoted.evaluate("mark => { mark.closest('.advert').scrollTop = mark.offsetTop - 200 }")
    expect(quoted).to_be_in_viewport()
    _take(page, "advert")
    page.get_by_label("Ghi chú").fill("Gọi thử, đúng là phải nộp bản gốc. Chuyển phòng nghiệp vụ xác minh.")
    page.keyboard.press("Escape")
    _press(page, "s", "Đã ghi")


def _take_history(page: Page) -> None:
    """Take the history after one decision more, which is undone."""
    page.get_by_role("link", name="Hàng đợi").click()
    page.get_by_label("Tìm").fill("")
    page.keyboard.press("Enter")
    expect(_rows(page).nth(5)).to_be_visible()
    _open_first(page)
    _press(page, "u", "Đã ghi")
    _press(page, "z", "Đã hoàn tác")
    page.get_by_role("link", name="Lịch sử").click()
    expect(page.locator(".row.closed")).to_be_visible()
    _take(page, "history")


def _open_first(page: Page) -> None:
    page.wait_for_timeout(_SETTLING)
    _rows(page).first.click()
    expect(page.get_by_role("button", name="Chưa rõ")).to_be_visible()


def _press(page: Page, key: str, said: str) -> None:
    page.wait_for_timeout(_SETTLING)
    page.keyboard.press(key)
    expect(page.locator(".notice").first).to_contain_text(said)


def _rows(page: Page) -> Locator:
    return page.locator('[class*="st-key-open-"] button')


def _take(page: Page, name: str) -> None:
    """Keep what the screen shows, in few enough colours for a small file."""
    page.wait_for_timeout(_SETTLING)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = PICTURES / f"{name}.png"
    PICTURES.mkdir(exist_ok=True)
    image.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        msg = f"{path} has {size:,} bytes, at most {LARGEST:,} are wanted"
        raise ValueError(msg)
    print(f"{path.relative_to(PICTURES.parents[1])}: {size:,} bytes")  # noqa: T201 - a person waits


if __name__ == "__main__":
    main()

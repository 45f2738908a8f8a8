"""`make pictures`: run the demo in a scratch folder, work in it with a browser, and take the pictures of the documents.

`--all FOLDER` takes every page instead, in each role, language and shade, wide and on a telephone, for looking at.
Everything to be seen on them is invented. Needs Debian's chromium; SOITIN_CHROMIUM names another one.
"""
# ruff: noqa: INP001 - a program beside the documents, part of no package

import argparse
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
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = os.environ.get("SOITIN_CHROMIUM", "/usr/bin/chromium")
SCREEN, PHONE = (1366, 768), (390, 844)
LARGEST = 250 * 1024
_PATIENCE = 120
_SETTLING = 1500
"""Milliseconds until nothing on a page moves any more."""
_DONE = """() => document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
  && !document.querySelector("[data-testid=stSkeleton]")"""
_SHADES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
_SOITIN = [sys.executable, "-m", "soitin"]
_PEOPLE = {
    "officer": ("anh", "Phạm Ngọc Ánh"),
    "leader": ("ly", "Lê Thị Minh Lý"),
    "analyst": ("phan", "Vũ Đình Phan"),
    "operator": ("loan", "Trần Thị Loan"),
    "administrator": ("quan", "Đỗ Văn Quản"),
}
"""Role → login and full name; all invented."""
_WORTH_A_LOOK = "resort"
"""Searched for in the queue: an advert whose strong finding shows quote, law and fines on one screen."""


def main() -> None:
    """Make every picture."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--all", type=Path, metavar="FOLDER", help="take every page into this folder instead")
    folder_of_all = wanted.parse_args().all
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        home = scratch / "var" / "demo"
        environment = {**os.environ, "SOITIN_HOME": str(home), "SOITIN_DATABASE_URL": ""}
        _run(["demo", "--no-review"], scratch, environment)
        password = secrets.token_urlsafe(9)
        for role, (name, full_name) in _PEOPLE.items():
            added = ["account", "add", name, "--full-name", full_name, "--role", role]
            _run([*added, "--password-stdin", "--keep-password"], scratch, environment, password)
        with _served(scratch, environment) as address, sync_playwright() as playwright:
            expect.set_options(timeout=_PATIENCE * 1000)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            if folder_of_all is None:
                _take_pictures(browser, address, password)
            else:
                _take_all(browser, address, password, folder_of_all)
            browser.close()


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


def _take_pictures(browser: Browser, address: str, password: str) -> None:
    page = _enter(browser, address, "officer", password)
    _take_queue(page)
    decided = _take_advert(page)
    _take_history(page)
    page.goto(f"{address}/brokers")
    _settle(page)
    _rows(page).first.click()
    expect(page.get_by_text("Thời gian đăng tin")).to_be_visible()
    _take(page, "broker")
    leader = _enter(browser, address, "leader", password)
    _take_referral(page, leader, f"{address}/referral?{decided}")
    leader.goto(address)
    expect(leader.get_by_role("heading", name="Tổng quan")).to_be_visible()
    _take(leader, "overview")


def _enter(browser: Browser, address: str, role: str, password: str, shade: Literal["light", "dark"] = "light") -> Page:
    """Log somebody in, in a tab of their own."""
    context = browser.new_context(viewport={"width": SCREEN[0], "height": SCREEN[1]}, color_scheme=shade)
    context.set_default_timeout(_PATIENCE * 1000)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Tên tài khoản").fill(_PEOPLE[role][0])
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".account")).to_be_visible()
    return page


def _take_all(browser: Browser, address: str, password: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for role in _PEOPLE:
        for shade in _SHADES:
            page = _enter(browser, address, role, password, shade)
            places = [link.get_attribute("href") or "" for link in page.get_by_test_id("stTopNavLink").all()]
            for language in ("vi", "en"):
                page.goto(f"{address}/language?to={language}&next=/")
                for width, height in (SCREEN, PHONE):
                    page.set_viewport_size({"width": width, "height": height})
                    for place in places:
                        page.goto(place)
                        expect(page.locator(".account")).to_be_visible()
                        _settle(page)
                        name = place.rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
                        page.screenshot(path=folder / f"{name}-{role}-{language}-{width}-{shade}.png")
            page.context.close()


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


def _take_advert(page: Page) -> str:
    """Take an advert with its quote in view, decide on it with a note, and return which one it was."""
    page.get_by_label("Tìm").fill(_WORTH_A_LOOK)
    page.keyboard.press("Enter")
    expect(page.locator(".row-title").first).to_contain_text(_WORTH_A_LOOK)
    _open_first(page)
    quoted = page.locator(".advert mark").first
    quoted.evaluate("mark => { mark.closest('.advert').scrollTop = mark.offsetTop - 200 }")
    expect(quoted).to_be_in_viewport()
    _take(page, "advert")
    decided = page.url.partition("?")[2]
    page.get_by_label("Ghi chú").fill("Gọi thử, đúng là phải nộp bản gốc. Chuyển phòng nghiệp vụ xác minh.")
    page.keyboard.press("Escape")
    _press(page, "s", "Đã ghi")
    return decided


def _take_referral(page: Page, leader: Page, form: str) -> None:
    """Propose a referral, have it approved, make its papers, and take it."""
    page.goto(form)
    page.get_by_label("Kính gửi").fill("Công an tỉnh Phú Thọ")
    page.get_by_label("Lý do đề xuất").fill("Nhiều dấu hiệu mạnh, cần xác minh sớm.")
    page.get_by_role("button", name="Đề xuất", exact=True).click()
    expect(page.locator(".notice")).to_contain_text("Đã đề xuất")
    leader.goto(page.url)
    leader.get_by_role("button", name="Duyệt", exact=True).click()
    expect(leader.locator(".notice")).to_contain_text("đã duyệt")
    page.reload()
    page.get_by_role("button", name="Lập văn bản và gói hồ sơ").click()
    expect(page.locator(".notice")).to_contain_text("sẵn sàng")
    _take(page, "referral")


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
    expect(page.locator(".row.closed").first).to_be_visible()
    _take(page, "history")


def _open_first(page: Page) -> None:
    _settle(page)
    _rows(page).first.click()
    expect(page.get_by_role("button", name="Chưa rõ")).to_be_visible()


def _press(page: Page, key: str, said: str) -> None:
    _settle(page)
    page.keyboard.press(key)
    expect(page.locator(".notice").first).to_contain_text(said)


def _settle(page: Page) -> None:
    """Wait until the server is done and nothing moves: a key pressed before that means what stood there before."""
    page.wait_for_timeout(_SETTLING)
    page.wait_for_function(_DONE)
    page.wait_for_timeout(_SETTLING)


def _rows(page: Page) -> Locator:
    return page.locator('[class*="st-key-open-"] button')


def _take(page: Page, name: str) -> None:
    """Keep what the screen shows, in few enough colours for a small file."""
    _settle(page)
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

"""Getting in and out in a real browser: at a provider, with a first password, and put out in mid-work."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from storage.database import open_database, unit_of_work
from storage.people.accounts import NewAccount, Post, change_account, disable_account, make_account

pytestmark = pytest.mark.browser

PATIENCE = 20_000
SECRET = "a-long-secret-of-the-loopback-provider"
PROVIDER = Path(__file__).parents[1] / "review_app" / "loopback_provider.py"


@dataclass(frozen=True, slots=True)
class Desk:
    """A served office with a provider beside it."""

    address: str
    issuer: str
    engine: Engine


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, folder: Path, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            for _attempt in range(400):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


@pytest.fixture
def desk(tmp_path: Path, office: ModuleType) -> Iterator[Desk]:
    """An office of one's own whose organisation has a provider."""
    engine = open_database(f"sqlite:///{tmp_path / 'var' / 'soitin.db'}")
    office.fill(engine, tmp_path / "var" / "warc")
    office.add_people(engine)
    port, provider_port = _free_port(), _free_port()
    environment = {
        **os.environ,
        "SOITIN_HOME": str(tmp_path / "var"),
        "SOITIN_DATABASE_URL": "",
        "SOITIN_OIDC_ISSUER": f"http://127.0.0.1:{provider_port}",
        "SOITIN_OIDC_CLIENT_ID": "soi-tin",
        "SOITIN_OIDC_CLIENT_SECRET": SECRET,
        "SOITIN_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }
    serve = f"from review_app.server import serve; serve('127.0.0.1', {port})"
    with ExitStack() as stack:
        provider = [sys.executable, str(PROVIDER), str(provider_port)]
        stack.enter_context(_running(provider, provider_port, tmp_path, environment))
        stack.enter_context(_running([sys.executable, "-c", serve], port, tmp_path, environment))
        yield Desk(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{provider_port}", engine)
    engine.dispose()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context.new_page()
    context.close()


def _log_in(page: Page, desk: Desk, name: str, password: str) -> None:
    page.goto(desk.address)
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def _log_in_at_provider(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}/history")
    page.get_by_role("link", name="Đăng nhập bằng tài khoản cơ quan").click()
    page.locator("input[name=sub]").fill("7f3a")
    page.get_by_role("button", name="Authorize").click()


def test_a_person_of_the_organisation_waits_is_let_in_works_and_logs_out_everywhere(page: Page, desk: Desk) -> None:
    _log_in_at_provider(page, desk)
    expect(page.get_by_role("alert")).to_contain_text("Quản trị cần duyệt")

    with unit_of_work(desk.engine) as session:
        change_account(session, "lien", Post(role="officer"), by=None, now=datetime.now(UTC))
    _log_in_at_provider(page, desk)
    expect(page.get_by_role("heading", name="Lịch sử")).to_be_visible()
    assert page.url == f"{desk.address}/history"
    cookie = next(one for one in page.context.cookies() if one["name"] == "soitin_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")

    page.get_by_role("link", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{desk.issuer}/oauth2/end_session**")
    page.get_by_role("button").first.click()
    expect(page.get_by_role("status")).to_contain_text("Bạn đã đăng xuất")

    page.goto(f"{desk.address}/history")
    expect(page.get_by_label("Tên tài khoản")).to_be_visible()


def test_a_first_password_is_changed_before_anything_else(page: Page, desk: Desk) -> None:
    new = NewAccount(
        name="moi", full_name="Vũ Hà Mới", password="mat-khau-duoc-cap", post=Post(), must_change_password=True
    )
    with unit_of_work(desk.engine) as session:
        make_account(session, new, by=None, now=datetime.now(UTC))
    _log_in(page, desk, "moi", "mat-khau-duoc-cap")
    expect(page.get_by_role("heading", name="Đặt mật khẩu riêng của bạn")).to_be_visible()
    page.goto(f"{desk.address}/item")
    expect(page.get_by_role("heading", name="Đặt mật khẩu riêng của bạn")).to_be_visible()

    page.get_by_label("Mật khẩu hiện tại").fill("mat-khau-duoc-cap")
    page.get_by_label("Mật khẩu mới", exact=True).fill("bon-con-meo-nam-con-cho")
    page.get_by_label("Nhập lại mật khẩu mới").fill("bon-con-meo-nam-con-cho")
    page.get_by_role("button", name="Đổi mật khẩu").click()

    expect(page.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")
    page.get_by_role("link", name="Trở lại làm việc").click()
    expect(page.get_by_role("heading", name="Hàng đợi")).to_be_visible()


def test_an_open_tab_of_an_account_that_is_disabled_says_so_and_does_nothing(
    page: Page, desk: Desk, office: ModuleType
) -> None:
    _log_in(page, desk, "hanh", office.PASSWORD)
    search = page.locator(".st-key-filter-words input")
    expect(search).to_be_visible()
    expect(page.locator('[class*="st-key-open-"] button').first).to_be_visible()
    with unit_of_work(desk.engine) as session:
        disable_account(session, "hanh", now=datetime.now(UTC))

    search.fill("may")
    search.press("Enter")

    expect(page.get_by_text("Phiên làm việc đã kết thúc")).to_be_visible()
    expect(page.get_by_role("heading", name="Hàng đợi")).to_have_count(0)
    page.get_by_role("link", name="Đăng nhập lại").click()
    expect(page.get_by_label("Tên tài khoản")).to_be_visible()

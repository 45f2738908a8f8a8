"""A referral in a real browser: one proposes, another approves, and what is downloaded opens and proves itself."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import docx
import pytest
from playwright.sync_api import Page, expect

from storage.database import unit_of_work
from storage.people.accounts import NewAccount, Post, make_account
from tests.browser.served import Served
from tests.browser.tab import enter, expect_no_failure, open_item, press, wait_until_drawn

pytestmark = pytest.mark.browser
OpenTab = Callable[..., Page]


def test_a_referral_is_proposed_by_one_approved_by_another_and_its_document_and_bundle_open(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    leader = NewAccount(name="ly", full_name="Lê Thị Minh Lý", password=office.PASSWORD, post=Post(role="leader"))
    with unit_of_work(served.engine) as session:
        make_account(session, leader, by=None, now=datetime.now(UTC))
    officer, second = open_tab(), open_tab()
    enter(officer, served.address, "hanh", office.PASSWORD)
    enter(second, served.address, "ly", office.PASSWORD)
    open_item(officer, served.address, 1)
    press(officer, "s", "Đã ghi: đáng ngờ")

    officer.goto(f"{served.address}/referral?item=1")
    _write_and_reload(officer)
    officer.get_by_role("button", name="Đề xuất", exact=True).click()
    expect(officer.locator(".notice.good")).to_contain_text("Phải có một người khác duyệt")
    expect(officer.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)

    second.goto(f"{served.address}/referral?referral=1")
    second.get_by_role("button", name="Duyệt", exact=True).click()
    expect(second.locator(".notice.good")).to_contain_text("đã duyệt")

    officer.reload()
    officer.get_by_role("button", name="Lập văn bản và gói hồ sơ").click()
    expect(officer.locator(".notice.good")).to_contain_text("sẵn sàng")
    wait_until_drawn(officer)
    document, bundle = _download(officer, ".docx", served.folder), _download(officer, ".zip", served.folder)
    expect_no_failure(officer)

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in _words_of(document).upper().replace("HOÀ", "HÒA")
    _verify(bundle, served)


def _write_and_reload(officer: Page) -> None:
    """What was written stays when the page is loaded anew, also what no field was left after."""
    officer.get_by_label("Kính gửi").fill("Công an tỉnh Tây Ninh")
    officer.get_by_label("Lý do đề xuất").press_sequentially("Nhiều dấu hiệu mạnh, có đường dây.")
    officer.reload()
    expect(officer.get_by_label("Kính gửi")).to_have_value("Công an tỉnh Tây Ninh")
    expect(officer.get_by_label("Lý do đề xuất")).to_have_value("Nhiều dấu hiệu mạnh, có đường dây.")
    wait_until_drawn(officer)


def _download(page: Page, ending: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.locator('[class*="st-key-file-"] button').filter(has_text=ending).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def _words_of(document: Path) -> str:
    paper = docx.Document(str(document))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def _verify(bundle: Path, served: Served) -> None:
    command = [sys.executable, "-m", "soitin", "bundle", "verify", str(bundle)]
    environment = {**os.environ, "SOITIN_HOME": str(served.home), "SOITIN_DATABASE_URL": ""}
    done = subprocess.run(command, cwd=served.folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

"""The page of one item in a real browser: a dialog in front of it, and what its keys do meanwhile."""

import json
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from storage.database import open_database, reading
from storage.tables import AuditEvent, Decision
from tests.browser.tab import wait_until_drawn

pytestmark = pytest.mark.browser
PATIENCE = 20_000


@pytest.fixture
def page(browser: Browser, address: str, office: ModuleType) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_label("Tên tài khoản").fill("hanh")
    page.get_by_label("Mật khẩu").fill(office.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Hàng đợi")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{address}/item?item=1")
    expect(page.get_by_role("button", name="Phím tắt")).to_be_visible(timeout=PATIENCE)
    return page


def test_no_letter_decides_while_the_reason_for_a_reveal_is_asked(page: Page, tmp_path: Path) -> None:
    expect(page.locator(".advert")).to_contain_text("090• ••• 418")
    page.keyboard.press("p")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=PATIENCE)
    for letter in "slu":
        page.keyboard.press(letter)
    dialog.get_by_text("Đối chiếu với đơn thư").click()
    page.keyboard.press("l")
    dialog.get_by_role("button", name="Hiện và ghi lý do").click()

    expect(page.locator(".advert")).to_contain_text("0900 000 418", timeout=PATIENCE)
    page.reload()
    expect(page.locator(".advert")).to_contain_text("0900 000 418", timeout=PATIENCE)

    engine = open_database(f"sqlite:///{tmp_path / 'var' / 'soitin.db'}")
    with reading(engine) as session:
        assert session.scalars(select(Decision)).all() == []
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "reveal")).all()
        assert json.loads(event.detail)["why"] == "Đối chiếu với đơn thư, tin báo đã nhận"
    engine.dispose()


def test_on_a_telephone_the_verdicts_stand_in_one_line_and_the_rest_is_folded(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    verdicts = [page.locator(f'[class*="st-key-decide-{one}"]') for one in ("suspicious", "legitimate", "unsure")]
    tops = [box["y"] for one in verdicts if (box := one.bounding_box())]
    bar = page.locator(".st-key-decide").bounding_box()
    onward = page.get_by_role("button", name="Mục sau")

    assert len(tops) == len(verdicts)
    assert max(tops) - min(tops) < 10
    assert bar is not None
    assert bar["height"] < 844 / 7
    expect(onward).to_be_hidden()
    page.locator(".fold").click()
    expect(onward).to_be_visible()
    expect(page.get_by_label("Ghi chú")).to_be_visible()


def _help_opens_by_its_key(page: Page) -> None:
    """Keys live: h opens what only a key or a click does, and Esc ends it."""
    page.keyboard.press("h")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_live_again_however_the_kinds_of_deception_were_opened_and_closed(page: Page) -> None:
    wait_until_drawn(page)
    kinds = page.locator('[class*="st-key-kinds-open-"] button')
    page.keyboard.press("t")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    _help_opens_by_its_key(page)

    page.mouse.click(5, 500)
    _help_opens_by_its_key(page)
    expect(page.get_by_test_id("stMain")).not_to_be_focused()

    page.keyboard.press("t")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.mouse.click(300, 300)
    expect(page.get_by_role("dialog")).to_have_count(0)
    _help_opens_by_its_key(page)

    kinds.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    kinds.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    _help_opens_by_its_key(page)


def test_kinds_are_ticked_by_key_alone_and_go_with_the_verdict(page: Page, tmp_path: Path) -> None:
    wait_until_drawn(page)
    page.keyboard.press("t")
    choices = page.get_by_test_id("stPopoverBody").get_by_role("button")
    expect(choices.first).to_be_focused()
    page.keyboard.press("Space")
    wait_until_drawn(page)
    page.keyboard.press("ArrowRight")
    expect(choices.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator('[class*="st-key-kinds-open-"] button')).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(".notice.good")).to_contain_text("Đã ghi: đáng ngờ")

    engine = open_database(f"sqlite:///{tmp_path / 'var' / 'soitin.db'}")
    with reading(engine) as session:
        assert [(one.verdict, one.typologies) for one in session.scalars(select(Decision))] == [
            ("suspicious", ["scam_compound"])
        ]
    engine.dispose()

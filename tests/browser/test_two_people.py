"""Two people at one item at the same moment, a page grown old, and a server that ends in mid-work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from storage.database import reading, unit_of_work
from storage.tables import Decision, Lease
from tests.browser.served import Served
from tests.browser.tab import enter, expect_no_failure, open_item, press, wait_until_drawn

pytestmark = pytest.mark.browser
OpenTab = Callable[..., Page]


def test_of_two_who_take_an_item_at_once_one_has_it_and_the_other_reads_who(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    tabs = {"Hạnh": open_tab(), "Quảng": open_tab()}
    for name, page in zip(("hanh", "quang"), tabs.values(), strict=True):
        enter(page, served.address, name, office.PASSWORD)
        open_item(page, served.address, 2)

    for page in tabs.values():
        # both presses are on their way before either is answered
        page.locator('[class*="st-key-claim-2-"] button').evaluate("button => { setTimeout(() => button.click()) }")
    for page in tabs.values():
        expect(page.locator(".hold")).to_be_visible()

    with reading(served.engine) as session:
        (held,) = session.scalars(select(Lease)).all()
    holder, other = list(tabs)[:: 1 if held.account_id == 1 else -1]
    expect(tabs[holder].locator(".notice.good")).to_contain_text("Bạn giữ mục này")
    expect(tabs[other].locator(".notice.bad")).to_contain_text(holder)
    tabs[other].keyboard.press("s")
    expect(tabs[other].locator(".notice.bad")).to_contain_text("Chưa ghi gì")
    with reading(served.engine) as session:
        assert session.scalars(select(Decision)).all() == []


def test_a_decision_on_a_page_older_than_its_advert_is_refused_and_the_note_stays(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    open_item(page, served.address, 3)
    page.get_by_label("Ghi chú").fill("Đòi cọc 350 nghìn.")
    page.keyboard.press("Escape")
    wait_until_drawn(page)
    sample = office.SAMPLES[2]
    newer = replace(sample, text=sample.text + "\nKhông thu tiền cọc nữa.")
    with unit_of_work(served.engine) as session:
        office.keep_sample(session, served.home / "warc", newer, at=office.MORNING + timedelta(days=1))

    page.keyboard.press("s")
    expect(page.locator(".notice.bad")).to_be_visible()
    expect(page.locator(".advert").first).to_contain_text("Không thu tiền cọc nữa")
    expect(page.get_by_label("Ghi chú")).to_have_value("Đòi cọc 350 nghìn.")
    with reading(served.engine) as session:
        assert session.scalars(select(Decision)).all() == []


def test_after_the_server_fails_in_mid_work_the_open_tab_goes_on_with_its_item_and_note(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    open_item(page, served.address, 2)
    press(page, "a", "Bạn giữ mục này")
    page.get_by_label("Ghi chú").fill("Đang gọi xác minh.")

    served.stop(at_once=True)
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    assert "Mất kết nối với máy chủ" in app.evaluate("app => getComputedStyle(app, '::after').content")
    served.start()

    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    wait_until_drawn(page)
    expect(page.locator(".head h1")).to_contain_text("Đơn hàng đi Nhật")
    expect(page.locator(".hold.mine")).to_be_visible()
    expect(page.get_by_label("Ghi chú")).to_have_value("Đang gọi xác minh.")
    # the first press that a new server hears counts: its key says that the page is what it was
    press(page, "s", "Đã ghi: đáng ngờ")
    expect_no_failure(page)
    with reading(served.engine) as session:
        assert [one.note for one in session.scalars(select(Decision))] == ["Đang gọi xác minh."]


def test_a_reload_in_the_middle_of_a_note_keeps_it_and_one_right_after_a_verdict_keeps_one_decision(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    open_item(page, served.address, 2)
    page.keyboard.press("n")
    page.keyboard.type("Chưa viết xong")
    page.reload()
    expect(page.get_by_label("Ghi chú")).to_have_value("Chưa viết xong")
    wait_until_drawn(page)

    page.keyboard.press("u")
    page.reload()
    page.goto(f"{served.address}/history")
    expect(page.get_by_role("heading", name="Lịch sử")).to_be_visible()
    wait_until_drawn(page)
    with reading(served.engine) as session:
        kept = session.scalars(select(Decision)).all()
    assert [one.note for one in kept] in ([], ["Chưa viết xong"]), "all of it, or nothing"
    expect(page.locator('[class*="st-key-row-"] .row')).to_have_count(len(kept))

"""What an inspector does with one item, with many, and with a broker, in a real browser."""

from collections.abc import Callable
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from storage.brokers import adverts_of, brokers_of
from storage.database import reading
from storage.tables import Decision, Lease
from tests.browser.served import Served
from tests.browser.tab import enter, expect_no_failure, open_item, press, wait_until_drawn
from tests.review_app.crew import crew

pytestmark = pytest.mark.browser
OpenTab = Callable[..., Page]
NOTE = "Đã gọi thử, có đòi cọc."


def test_an_item_is_taken_decided_with_kinds_and_note_by_keyboard_undone_and_handed_back_with_a_reason(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    open_item(page, served.address, 1)
    press(page, "a", "Bạn giữ mục này")
    expect(page.locator(".hold.mine")).to_be_visible()

    _write_what_was_seen(page)
    press(page, "s", "Đã ghi: đáng ngờ")
    press(page, "z", "Đã hoàn tác")
    expect(page.get_by_label("Ghi chú")).to_have_value(NOTE)

    press(page, "a", "Bạn giữ mục này")
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Hết giờ làm việc").click()
    dialog.get_by_role("button", name="Trả lại").click()
    expect(page.locator(".hold")).to_have_count(0)
    expect_no_failure(page)
    with reading(served.engine) as session:
        (made,) = session.scalars(select(Decision)).all()
        assert (made.verdict, made.note, made.typologies) == ("suspicious", NOTE, ["scam_compound"])
        assert made.closed_at is not None
        ended = [lease.ended_how for lease in session.scalars(select(Lease).order_by(Lease.id))]
        assert ended == ["decided", "returned"]


def _write_what_was_seen(page: Page) -> None:
    """Tick a kind of deception and write a note, both by key."""
    page.keyboard.press("t")
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Dụ vào tụ điểm lừa đảo").click()
    wait_until_drawn(page)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type(NOTE)
    page.keyboard.press("Escape")
    wait_until_drawn(page)


def test_two_chosen_items_are_decided_at_once_after_a_preview_and_taken_back_at_once(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    wait_until_drawn(page)
    for item in (3, 4):
        page.locator(f'[class*="st-key-choose-{item}-"] label').click()
        wait_until_drawn(page)
    page.get_by_role("button", name="Kết luận 2 mục đã chọn").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("tr.ok")).to_have_count(2)
    dialog.get_by_text("Chưa rõ").click()
    dialog.get_by_role("button", name="Kết luận 2 mục").click()
    expect(page.locator(".notice.good")).to_contain_text("2")
    expect(page.locator(".row")).to_have_count(4)

    page.get_by_role("button", name="Hoàn tác 2 kết luận").click()
    expect(page.locator(".row")).to_have_count(6)
    expect_no_failure(page)
    with reading(served.engine) as session:
        kept = session.scalars(select(Decision)).all()
        assert len(kept) == 2
        assert all(one.deed and one.closed_at for one in kept)


def test_adverts_are_parted_from_a_broker_after_a_preview_and_come_back(
    open_tab: OpenTab, served: Served, office: ModuleType
) -> None:
    # beside the six of the office: four adverts of one poster, two of others
    crew(served.engine, served.home, office)
    with reading(served.engine) as session:
        together = brokers_of(session, range(1, 13))
        mine = next(broker for broker in together.values() if len(adverts_of(session, [broker])[broker]) > 3)
        whole = adverts_of(session, [mine])[mine]
    page = open_tab()
    enter(page, served.address, "hanh", office.PASSWORD)
    page.goto(f"{served.address}/broker?broker={mine}")
    page.get_by_text(f"Tin ({len(whole)})").click()
    page.locator(f'[class*="st-key-pick-"][class*="-{whole[-1]}"] label').click()
    expect(page.get_by_text("1 tin sẽ thành một môi giới riêng")).to_be_visible()
    page.get_by_label("Lý do").fill("Số điện thoại của người khác.")
    page.get_by_role("button", name="Tách 1 tin").click()
    expect(page.get_by_text(f"Tin ({len(whole) - 1})")).to_be_visible()
    with reading(served.engine) as session:
        assert brokers_of(session, whole[-1:])[whole[-1]] != mine

    page.get_by_text("Kết luận, gộp").click()
    wait_until_drawn(page)
    page.get_by_role("button", name="Hoàn tác").first.click()
    expect(page.get_by_text(f"Tin ({len(whole)})")).to_be_visible()
    expect_no_failure(page)
    with reading(served.engine) as session:
        assert adverts_of(session, [mine])[mine] == whole

"""Who holds an item, on the page: taken, handed back, given, prolonged by work; and what is said when it is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update
from streamlit.testing.v1 import AppTest

from review_app.service import claiming, deciding
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.tables import Account, AuditEvent, Decision, Lease

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]

pytestmark = pytest.mark.usefixtures("filled")


def press(page: AppTest, *wanted: str) -> AppTest:
    """Press buttons in one run: one in a dialog together with the one that opens it."""
    for key in wanted:
        next(button for button in page.button if button.key and button.key.startswith(key)).click()
    return page.run()


def bar(page: AppTest) -> str:
    """All that the bar at the bottom says, and a dialog that it opened."""
    return "\n".join(str(element.proto) for root in (2, 3) for element in page._tree.children.get(root, ()))


def keys(page: AppTest) -> list[str]:
    return [button.key for button in page.button if button.key]


def leases(engine: Engine) -> list[tuple[str, int, str]]:
    with reading(engine) as session:
        query = select(Account.name, Lease.campaign_id, Lease.ended_how).join(Lease, Lease.account_id == Account.id)
        return [(name, item, how) for name, item, how in session.execute(query.order_by(Lease.id))]


def promote(engine: Engine, name: str, role: str) -> None:
    with unit_of_work(engine) as session:
        session.execute(update(Account).where(Account.name == name).values(role=role))


def test_opening_an_item_claims_nothing_and_a_key_does(open_page: Open, engine: Engine, words_on: Words) -> None:
    page = open_page("item", item=1)
    assert leases(engine) == []

    press(page, "claim-1")

    assert leases(engine) == [("hanh", 1, "")]
    assert "Bạn giữ mục này đến" in words_on(page)
    assert "Bạn giữ đến" in bar(page)


def test_a_colleague_sees_who_holds_it_and_neither_takes_it_nor_decides(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    press(open_page("item", item=1), "claim-1")
    page = open_page("item", who="quang", item=1)
    assert "Nguyễn Thị Mỹ Hạnh giữ đến" in bar(page)

    page.text_area(key="note-1").set_value("đã gọi thử").run()
    press(page, "claim-1")
    assert "Nguyễn Thị Mỹ Hạnh đang giữ mục này đến" in words_on(page)
    press(page, "decide-suspicious")

    assert "Nguyễn Thị Mỹ Hạnh đang giữ mục này đến" in words_on(page)
    assert page.text_area(key="note-1").value == "đã gọi thử"
    assert leases(engine) == [("hanh", 1, "")]
    with reading(engine) as session:
        assert session.query(Decision).count() == 0


def test_handing_back_asks_for_a_reason_and_keeps_it(open_page: Open, engine: Engine, words_on: Words) -> None:
    page = press(press(open_page("item", item=1), "claim-1"), "return-1")
    assert page.button(key="return-confirm").disabled

    page.radio(key="return-why-ready").set_value(1)
    press(page, "return-1")
    press(page, "return-1", "return-confirm")

    assert leases(engine) == [("hanh", 1, "returned")]
    assert "Đã trả lại" in words_on(page)
    with reading(engine) as session:
        assert session.get_one(Lease, 1).why == "Cần người am hiểu thị trường này"


def test_a_reason_in_ones_own_words_that_is_too_long_is_refused_in_the_dialog(open_page: Open, engine: Engine) -> None:
    page = press(press(open_page("item", item=1), "claim-1"), "return-1")
    page.radio(key="return-why-ready").set_value(-1)
    press(page, "return-1")
    page.text_input(key="return-why-own").set_value("x" * 3000)
    press(page, "return-1")
    press(page, "return-1", "return-confirm")

    assert "Lý do quá dài" in bar(page)
    assert page.text_input(key="return-why-own").value == "x" * 3000
    assert leases(engine) == [("hanh", 1, "")]


def test_a_leader_gives_an_item_to_a_colleague_and_nobody_else_can(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    assert not [key for key in keys(open_page("item", item=1)) if key.startswith("give-")]
    promote(engine, "quang", "leader")
    page = press(open_page("item", who="quang", item=1), "give-1")
    page.selectbox(key="give-to").set_value(1)
    page.radio(key="give-why-ready").set_value(0)
    press(page, "give-1")
    press(page, "give-1", "give-confirm")

    assert leases(engine) == [("hanh", 1, "")]
    assert "Đã giao cho Nguyễn Thị Mỹ Hạnh" in words_on(page)
    with reading(engine) as session:
        assert session.query(AuditEvent).filter(AuditEvent.action == "give").count() == 1


def test_drawing_an_item_prolongs_the_hold_of_its_holder_alone(open_page: Open, engine: Engine) -> None:
    press(open_page("item", item=1), "claim-1")

    def ends() -> object:
        with reading(engine) as session:
            return session.get_one(Lease, 1).expires_at

    with unit_of_work(engine) as session:
        session.get_one(Lease, 1).expires_at -= timedelta(minutes=10)
    shortened = ends()
    open_page("item", who="quang", item=1)
    assert ends() == shortened
    open_page("item", item=1)
    assert ends() > shortened  # type: ignore[operator]


def test_a_hold_that_ran_out_is_free_for_a_colleague(open_page: Open, engine: Engine) -> None:
    press(open_page("item", item=1), "claim-1")
    with unit_of_work(engine) as session:
        lease = session.get_one(Lease, 1)
        lease.expires_at = lease.taken_at
    page = open_page("item", who="quang", item=1)
    assert "giữ đến" not in bar(page)

    press(page, "decide-suspicious")

    assert leases(engine) == [("hanh", 1, "ran_out"), ("quang", 1, "decided")]


def test_deciding_ends_the_hold(open_page: Open, engine: Engine) -> None:
    press(press(open_page("item", item=1), "claim-1"), "decide-legitimate")

    assert leases(engine) == [("hanh", 1, "decided")]


def test_a_role_that_does_not_decide_is_refused_whatever_was_pressed(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    page = open_page("item", item=1)
    promote(engine, "hanh", "analyst")
    press(page, "decide-suspicious")
    assert "Vai trò của bạn không kết luận" in words_on(page)

    assert leases(engine) == []


def test_an_item_out_of_scope_is_neither_taken_nor_decided(open_page: Open, engine: Engine) -> None:
    """A tab that was open before the account was given other places."""
    tabs = [open_page("item", item=1), open_page("item", item=1)]
    with unit_of_work(engine) as session:
        session.execute(update(Account).where(Account.name == "hanh").values(provinces=["01"], destinations=["JP"]))

    press(tabs[0], "claim-1")
    press(tabs[1], "decide-suspicious")

    assert leases(engine) == []


def test_giving_and_handing_back_are_refused_where_the_press_is_too_late(engine: Engine) -> None:
    with reading(engine) as session:
        account = session.query(Account).filter(Account.name == "hanh").one()
    leader = deciding_person(account, "leader")

    assert "không còn giữ" in claiming.hand_back(leader, 1, "hết ca").said
    assert "Hãy nêu lý do" in claiming.hand_back(leader, 1, " ").said
    assert "đã bị vô hiệu hoá" in claiming.give(leader, 1, 10**6, "chia việc").said
    assert "không giao mục" in claiming.give(deciding_person(account, "officer"), 1, 2, "chia việc").said
    assert "không còn" in claiming.claim(leader, 999).said
    assert not deciding.undo(leader, None).kept


def deciding_person(account: Account, role: str) -> Person:
    return Person(id=account.id, name=account.name, full_name=account.full_name, role=role)

"""One verdict on many items, on the page: chosen by id and version, looked through, kept and undone as a whole."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from review_app.service import bulk, database
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.tables import Campaign, Decision
from storage.worklist.claims import claim_item

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("filled")

HANH = Person(id=1, name="hanh", full_name="Nguyễn Thị Mỹ Hạnh", role="officer")


def page_of_choices(who: str, role: str, chosen: dict[int, int]) -> None:
    from review_app.components import bulk_bar, notices  # noqa: PLC0415 - this function is run as a page of its own
    from review_app.service.logins import Person as Reader  # noqa: PLC0415

    notices.show_notice()
    reader = Reader(id=1, name=who, full_name=who, role=role)
    bulk_bar.show(reader, chosen)
    bulk_bar.show_undo(reader)


@pytest.fixture
def choose(open_page: Open, engine: Engine) -> Callable[..., AppTest]:
    """A page on which some items are chosen, as the queue has it."""

    def chosen(*items: int, role: str = "officer") -> AppTest:
        open_page()  # so that the reader's session is there
        return AppTest.from_function(
            page_of_choices, args=("hanh", role, versions(engine, *items)), default_timeout=20
        ).run()

    return chosen


def versions(engine: Engine, *items: int) -> dict[int, int]:
    with reading(engine) as session:
        return {item: session.get_one(Campaign, item).current_snapshot_id or 0 for item in items}


def press(page: AppTest, *wanted: str) -> AppTest:
    """Press buttons in one run: one in a dialog together with the one that opens it."""
    for key in wanted:
        next(button for button in page.button if button.key and button.key.startswith(key)).click()
    return page.run()


def everything(page: AppTest) -> str:
    return "\n".join(str(element.proto) for root in page._tree.children.values() for element in root)


def live(engine: Engine) -> list[tuple[int, str, list[str], str]]:
    with reading(engine) as session:
        query = select(Decision).where(Decision.closed_at.is_(None)).order_by(Decision.snapshot_id)
        return [(d.snapshot_id, d.verdict, d.typologies, d.note) for d in session.scalars(query)]


def test_the_dialog_lists_what_would_happen_and_the_button_says_how_many(
    choose: Callable[..., AppTest], engine: Engine
) -> None:
    with unit_of_work(engine) as session:
        claim_item(session, 2, account_id=2, now=database.now())
    page = press(choose(1, 2, 3), "bulk-open")

    said = everything(page)
    assert "Trần Đăng Quảng giữ đến" in said
    assert said.count("sẽ được kết luận") == 2
    assert '<td class=\\"number-of\\"></td>' in said, "an item alone has no copies to count"
    assert 'number-of\\">1<' not in said
    (confirm,) = (button for button in page.button if button.key and button.key.startswith("bulk-confirm"))
    assert (confirm.label, confirm.disabled) == ("Kết luận 2 mục", True)
    assert live(engine) == []


def test_all_of_it_is_kept_at_once_and_undone_at_once(choose: Callable[..., AppTest], engine: Engine) -> None:
    page = press(choose(1, 3), "bulk-open")
    page.button_group(key="bulk-verdict").set_value("suspicious")
    press(page, "bulk-open")
    page.pills(key="bulk-kinds").set_value(["task_scam"])
    page.text_area(key="bulk-note").set_value("cùng một mẫu")
    press(page, "bulk-open")
    press(page, "bulk-open", "bulk-confirm")

    assert live(engine) == [(item, "suspicious", ["task_scam"], "cùng một mẫu") for item in (1, 3)]
    assert "Đã ghi 2 kết luận: đáng ngờ." in everything(page)
    press(page, "bulk-undo-")
    assert live(engine) == []
    assert "Đã hoàn tác 2 kết luận" in everything(page)


def test_who_may_not_decide_sees_no_such_button(choose: Callable[..., AppTest]) -> None:
    assert [button.key for button in choose(1, role="analyst").button] == []


def test_nothing_chosen_opens_nothing(choose: Callable[..., AppTest]) -> None:
    assert choose().button(key="bulk-open").disabled


def test_what_changed_since_the_preview_is_told_and_nothing_is_kept(engine: Engine) -> None:
    rows = bulk.look(HANH, versions(engine, 1, 2, 3))
    with unit_of_work(engine) as session:
        claim_item(session, 2, account_id=2, now=database.now())

    outcome = bulk.decide(HANH, rows, "legitimate", "", ())

    assert outcome.said.startswith("1 mục đã thay đổi sau khi lập danh sách. Chưa ghi gì")
    assert live(engine) == []


@pytest.mark.parametrize(
    ("person", "note", "says"),
    [
        (Person(id=1, name="hanh", full_name="H", role="analyst"), "", "Vai trò của bạn không kết luận"),
        (HANH, "x" * 10_001, "Ghi chú dài 10.001 ký tự"),
        (Person(id=99, name="la", full_name="L", role="officer"), "", "đã bị vô hiệu hoá"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(engine: Engine, person: Person, note: str, says: str) -> None:
    rows = bulk.look(HANH, versions(engine, 1, 2))

    assert says in bulk.decide(person, rows, "unsure", note).said
    assert live(engine) == []


def test_kinds_ticked_before_another_verdict_was_chosen_are_none_of_it(engine: Engine) -> None:
    rows = bulk.look(HANH, versions(engine, 1))

    assert bulk.decide(HANH, rows, "legitimate", "", ("task_scam",)).kept
    assert live(engine) == [(1, "legitimate", [], "")]


def test_an_empty_list_and_one_that_is_too_long_show_nothing(engine: Engine) -> None:
    assert engine is not None
    assert bulk.look(HANH, {}) == []
    assert bulk.look(HANH, dict.fromkeys(range(1, bulk.MOST + 2), 1)) == []
    assert "không còn mục nào" in bulk.decide(HANH, [], "unsure", "").said

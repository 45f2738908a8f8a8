"""The list of brokers, contacts that many share, and the dossier to take away."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from review_app.service import broker_export, exporting
from review_app.service.logins import who
from storage.broker_dossiers.broker_parts import read_contacts
from storage.brokers import keep_shared
from storage.database import reading, unit_of_work
from storage.personal_data.reveals import broker_subject, reveal
from storage.tables import AuditEvent, ContactJudgement, SharedContact
from tests.review_app.crew import OFFERS, PHONE, broker_of, crew, link

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
DIGITS = PHONE.replace(" ", "")


@pytest.fixture
def brokers(engine: Engine, home: Path, office: ModuleType) -> list[str]:
    """A broker of four adverts, and two of one."""
    adverts = crew(engine, home, office)
    return [broker_of(engine, adverts[0]), broker_of(engine, adverts[4]), broker_of(engine, adverts[5])]


def shown(page: AppTest) -> list[str]:
    return [button.key.removeprefix("open-") for button in page.button if (button.key or "").startswith("open-b-")]


def test_brokers_of_several_adverts_are_listed_and_open_by_id(
    open_page: Open, words_on: Words, brokers: list[str]
) -> None:
    page = open_page("brokers")

    assert not page.exception
    assert shown(page) == [brokers[0]]
    assert "4 tin" in words_on(page)
    page.button(key=f"open-{brokers[0]}").click().run()
    assert page.query_params["broker"] in (brokers[0], [brokers[0]])


def test_no_broker_yet_is_said_so(open_page: Open, words_on: Words) -> None:
    assert "Chưa có môi giới nào có nhiều tin" in words_on(open_page("brokers"))


@pytest.mark.parametrize("words", [PHONE, DIGITS, "canh buom", "CÁNH BUỒM", "id"])
def test_a_broker_is_found_by_phone_name_and_id_and_stays_masked(
    open_page: Open, words_on: Words, brokers: list[str], words: str
) -> None:
    page = open_page("brokers")
    page.text_input(key="brokers-words").set_value(brokers[0] if words == "id" else words).run()

    assert shown(page) == [brokers[0]]
    # the field says again what was typed; nothing else may
    assert words in (PHONE, DIGITS) or DIGITS not in words_on(page).replace(" ", "")


@pytest.mark.parametrize("words", ["không ai cả", "%", "' OR 1=1 --", "\x00", "b-zzz", "🙂" * 100])
def test_words_that_fit_nobody_are_an_empty_state(
    open_page: Open, words_on: Words, brokers: list[str], words: str
) -> None:
    assert brokers
    page = open_page("brokers")
    page.text_input(key="brokers-words").set_value(words).run()

    assert not page.exception
    assert "Không có môi giới nào hợp bộ lọc này" in words_on(page)


def test_filters_narrow_the_list(open_page: Open, brokers: list[str]) -> None:
    page = open_page("brokers")
    page.selectbox(key="brokers-fewest").set_value(1).run()
    assert set(shown(page)) == set(brokers)

    page.selectbox(key="brokers-verdict").set_value("suspicious").run()
    assert shown(page) == []
    page.selectbox(key="brokers-verdict").set_value("none").run()
    assert set(shown(page)) == set(brokers)
    page.selectbox(key="brokers-order").set_value("reach").run()
    assert shown(page)[0] == brokers[0]
    page.selectbox(key="brokers-fewest").set_value(50).run()
    assert shown(page) == []


def test_a_shared_contact_is_judged_taken_back_and_judged_anew(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    assert brokers
    with unit_of_work(engine) as session:
        why = "40 đơn vị khác nhau cùng dùng / beside 40 different firms"
        keep_shared(session, {("phone", DIGITS): why}, now=datetime.now(UTC))
    page = open_page("brokers")
    page.segmented_control(key="brokers-part").set_value("contacts").run()
    said = words_on(page)
    assert "40 đơn vị khác nhau cùng dùng" in said
    assert "beside" not in said
    assert DIGITS not in said.replace(" ", "")

    page.text_area(key="shared-why-1").set_value("tổng đài toà nhà")
    page.button(key="shared-yes-1").click().run()
    assert "Đã ghi: nhiều người dùng chung" in words_on(page)
    assert "tổng đài toà nhà" in words_on(page)
    page.button(key="shared-undo-1").click().run()
    assert "liên hệ lại chờ kết luận" in words_on(page)
    page.button(key="shared-no-2").click().run()
    with reading(engine) as session:
        said_of = session.scalars(select(ContactJudgement).order_by(ContactJudgement.id)).all()
        assert [(one.is_shared, one.closed_at is None) for one in said_of] == [(True, False), (False, True)]
        assert all(one.closed_at for one in session.scalars(select(SharedContact)))


def test_an_export_masks_contacts_until_they_are_revealed_and_is_in_the_audit_chain(
    brokers: list[str], engine: Engine, cookies: dict[str, str]
) -> None:
    token = cookies["hanh"]
    export = broker_export.export_of(brokers[0], token)
    masked = exporting.hand_out(token, export, "xlsx")
    assert DIGITS not in _all_cells(masked).replace(" ", "")

    reader = who(token)
    assert reader is not None
    with unit_of_work(engine) as session:
        about = {"why": "lập hồ sơ chuyển", "account_id": reader.id, "token": token}
        reveal(session, broker_subject(brokers[0]), **about, now=datetime.now(UTC))
    whole = exporting.hand_out(token, broker_export.export_of(brokers[0], token), "xlsx")
    assert DIGITS in _all_cells(whole).replace(" ", "")
    with reading(engine) as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "export")).all()
        assert [event.subject for event in events] == [f"broker:{brokers[0]}"] * 2


def test_an_export_runs_no_formula_of_an_advert(
    engine: Engine, home: Path, office: ModuleType, cookies: dict[str, str]
) -> None:
    adverts = link(engine, home, office, tuple(("=HYPERLINK(1)", PHONE, offer) for offer in OFFERS[:2]))
    token = cookies["hanh"]
    content = exporting.hand_out(token, broker_export.export_of(broker_of(engine, adverts[0]), token), "csv")

    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_who_may_not_export_gets_nothing(brokers: list[str], cookies: dict[str, str]) -> None:
    for token in (None, "made-up"):
        with pytest.raises(exporting.ExportRefused):
            exporting.hand_out(token, broker_export.export_of(brokers[0], token), "csv")
    with pytest.raises(exporting.ExportRefused):
        exporting.hand_out(cookies["hanh"], broker_export.export_of("b-none", cookies["hanh"]), "csv")


def test_third_persons_stay_hidden_in_an_export_though_contacts_are_revealed(
    engine: Engine, home: Path, office: ModuleType, cookies: dict[str, str]
) -> None:
    others = "0900 000 999"
    offer = f"{OFFERS[0]} Tổng đài khiếu nại của toà nhà: {others}."
    adverts = link(engine, home, office, (("Nhân lực Cánh Buồm Xanh", PHONE, offer), ("Nhân lực", PHONE, OFFERS[1])))
    found = broker_of(engine, adverts[0])
    token = cookies["hanh"]
    reader = who(token)
    assert reader is not None
    with unit_of_work(engine) as session:
        about = {"why": "lập hồ sơ chuyển", "account_id": reader.id, "token": token}
        reveal(session, broker_subject(found), **about, now=datetime.now(UTC))

    cells = _all_cells(exporting.hand_out(token, broker_export.export_of(found, token), "xlsx")).replace(" ", "")

    assert DIGITS in cells
    with reading(engine) as session:
        theirs = [one.value for one in read_contacts(session, found) if one.whose != "poster" and one.kind == "phone"]
    assert not [value for value in theirs if value in cells]


def _all_cells(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content), read_only=True)
    return "\n".join(
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )

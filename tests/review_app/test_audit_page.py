"""The audit chain as leaders and administrators read it, and as nobody else does."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from review_app import audit_details, audit_subjects, audit_words
from review_app.service import audit_trail, database, exporting, logins
from review_app.service.audit_trail import PAGE, Wanted
from storage.audit_chain.audit import append_event
from storage.audit_chain.checkpoints import keep_checkpoint
from storage.database import reading, unit_of_work
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.tables import AuditEvent, Campaign
from storage.worklist.reviews import Verdict, record_decision

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture
def chief(cookies: dict[str, str], engine: Engine) -> Iterator[int]:
    """A leader, chi, with a session."""
    with unit_of_work(engine) as session:
        account = add_account(
            session, name="chi", full_name="Trịnh Thị Chi", role="leader", password="dong-bang-16", now=database.now()
        )
        cookies["chi"] = start_session(session, account, now=database.now())
        key = account.id
    yield key
    del cookies["chi"]


def _happen(engine: Engine, times: int, *, action: str = "reveal", subject: str = "campaign:7", days: int = 0) -> None:
    with unit_of_work(engine) as session:
        for _ in range(times):
            at = database.now() - timedelta(days=days)
            append_event(session, action=action, subject=subject, account_id=1, at=at, detail={"why": "<b>lý do</b>"})


@pytest.mark.usefixtures("chief")
def test_the_newest_stands_first_in_words_and_what_people_wrote_is_text(
    open_page: Open, words_on: Words, engine: Engine
) -> None:
    _happen(engine, 1)
    page = open_page("audit", who="chi")
    said = words_on(page)

    assert not page.exception
    assert "Sổ nhật ký" in page.title[0].value
    assert said.index("Xem thông tin liên hệ được che") < said.index("Đăng nhập</th>")
    assert "&lt;b&gt;lý do" in said
    assert "lệnh tại máy chủ" in said
    assert "Sổ chưa được ký lần nào" in said


def test_others_may_not_open_it(open_page: Open) -> None:
    with pytest.raises(Exception, match="audit"):
        open_page("audit", who="hanh")


@pytest.mark.usefixtures("chief")
def test_the_chain_is_narrowed_by_who_what_when_and_about(engine: Engine) -> None:
    _happen(engine, 3)
    _happen(engine, 2, action="decide", subject="campaign:8_%")
    today = database.now().date()

    def found(**wanted: object) -> int:
        return audit_trail.read_page(Wanted(**wanted), number=1, up_to=None).found  # type: ignore[arg-type]

    assert found(actions=("reveal",)) == 3
    assert found(who=1, actions=("reveal", "decide")) == 5
    assert found(who=2, actions=("reveal",)) == 0
    assert found(subject="campaign:7") == 3
    assert found(subject=" campaign ") == 5
    assert found(subject="8_%") == 2
    assert found(subject="%") == 2
    assert found(subject="a\x00b") == 0
    assert found(since=today - timedelta(days=1), until=today + timedelta(days=1), subject="campaign") == 5
    assert found(until=date(2020, 1, 1)) == 0


@pytest.mark.usefixtures("chief")
def test_a_page_stays_while_others_work(engine: Engine) -> None:
    _happen(engine, PAGE + 5)
    first = audit_trail.read_page(Wanted(), number=1, up_to=None)
    _happen(engine, 10)
    second = audit_trail.read_page(Wanted(), number=2, up_to=first.up_to)

    assert first.events[-1].number - 1 == second.events[0].number
    assert audit_trail.read_page(Wanted(), number=99, up_to=first.up_to).number == first.pages


@pytest.mark.usefixtures("chief")
def test_pages_are_turned_and_an_empty_answer_says_so(open_page: Open, words_on: Words, engine: Engine) -> None:
    _happen(engine, PAGE + 5)
    page = open_page("audit", who="chi")
    newest = audit_trail.read_page(Wanted(), number=1, up_to=None).up_to
    assert f">{newest}<" in words_on(page)
    page.button(key="audit-on").click().run()
    assert f">{newest}<" not in words_on(page)

    page.text_input(key="audit-subject").set_value("không có").run()
    assert "Trong sổ không có mục nào như vậy" in words_on(page)


@pytest.mark.usefixtures("chief")
def test_a_whole_chain_is_said_to_be_whole_and_that_it_was_asked_is_kept(
    open_page: Open, words_on: Words, engine: Engine, home: Path
) -> None:
    with reading(engine) as session:
        keep_checkpoint(session, home, now=database.now())
    page = open_page("audit", who="chi")
    assert "Ký gần nhất" in words_on(page)

    page.button(key="audit-verify").click().run()

    assert "còn nguyên vẹn" in words_on(page)
    with reading(engine) as session:
        event = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
        assert event is not None
        assert (event.action, json.loads(event.detail)["breaks"]) == ("verify_audit", 0)


@pytest.mark.usefixtures("chief")
def test_a_broken_chain_is_said_with_its_place(open_page: Open, words_on: Words, engine: Engine) -> None:
    _happen(engine, 3)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_event_refuses_update")
        connection.exec_driver_sql("UPDATE audit_event SET action = '<i>khac</i>' WHERE number = 2")
    page = open_page("audit", who="chi")
    page.button(key="audit-verify").click().run()

    said = words_on(page)
    assert "không còn nguyên vẹn" in said
    assert "audit event 2 was changed" in said
    assert "<i>khac</i></th>" not in said


def test_progress_goes_up_to_the_end(chief: int, engine: Engine) -> None:
    _happen(engine, 250)
    reader = logins.Person(id=chief, name="chi", full_name="Chi", role="leader")
    shares: list[float] = []

    assert audit_trail.check(reader, shares.append) is not None
    assert shares == sorted(shares)
    assert shares[-1] > 0.98
    assert len(shares) <= 130


@pytest.mark.parametrize("role", ["officer", "analyst", "operator", "waiting"])
def test_the_service_refuses_other_roles_whatever_the_page_does(
    engine: Engine, cookies: dict[str, str], role: str
) -> None:
    somebody = logins.Person(id=1, name="hanh", full_name="Hạnh", role=role)

    assert engine
    assert audit_trail.check(somebody, lambda _: None) is None
    with pytest.raises(exporting.ExportRefused):
        exporting.hand_out(cookies["hanh"], audit_trail.export(Wanted()), "csv")


@pytest.mark.usefixtures("chief")
def test_it_is_taken_away_as_a_table_without_formulas(cookies: dict[str, str], engine: Engine, tmp_path: Path) -> None:
    _happen(engine, 2, subject="=HYPERLINK(1)")
    content = exporting.hand_out(cookies["chi"], audit_trail.export(Wanted(subject="HYPER")), "xlsx")
    (tmp_path / "audit.xlsx").write_bytes(content)

    rows = list(load_workbook(tmp_path / "audit.xlsx").active.iter_rows())

    assert len(rows) == 3
    assert {cell.data_type for cell in rows[1]} <= {"s", "n", "d"}
    with reading(engine) as session:
        event = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
        assert event is not None
        assert (event.action, event.subject) == ("export", "audit")


@pytest.mark.usefixtures("chief")
def test_a_database_that_does_not_answer_is_said_so(open_page: Open, words_on: Words, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_event RENAME TO lost")

    page = open_page("audit", who="chi")

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("{}", ""),
        ('{"number": 1234, "why": "gọi \u00b7 hỏi"}', "số lượng: 1.234 · lý do: gọi · hỏi"),
        ('{"lease": 3, "until": "2026-11-22T02:30:00+00:00"}', "lượt giữ số: 3 · giữ đến: 22/11/2026 09:30"),
        ('{"verdict": "suspicious", "replaces": null, "typologies": []}', "kết luận: đáng ngờ"),
        ('{"typologies": ["task_scam", "of_tomorrow"]}', "loại thủ đoạn: Lừa làm nhiệm vụ, of_tomorrow"),
        ('{"kind": "fined", "on": "2026-11-02", "fine_vnd": 62500000}',
         "loại: đã xử phạt · ngày: 02/11/2026 · tiền phạt: 62.500.000 đ"),
        ('{"kind": "password"}', "loại: bằng mật khẩu"),
        ('{"why": "locked", "address": "192.0.2.7", "number": 100, "since": "2026-11-22T02:30:00+00:00"}',
         "lý do: đang bị khoá tạm · từ địa chỉ mạng: 192.0.2.7 · số lượng: 100 · kể từ: 22/11/2026 09:30"),
        ('{"sha256": "0123456789abcdef", "size": 43295}', "mã băm: 0123456789ab… · kích thước: 43.295 byte"),
        ('{"role": "officer", "provinces": null, "destinations": ["JP"]}',
         "vai trò: Cán bộ kiểm tra · nước đến: Nhật Bản"),
        ('{"before": {"role": "officer", "provinces": null}, "after": {"role": "officer", "provinces": ["01"]}}',
         "tỉnh, thành: tất cả → Hà Nội"),
        ('{"before": 0.25, "after": 0.5}', "0,25 → 0,5"),
        ('{"is_shared": true}', "nhận định: nhiều người dùng chung"),
        ('{"decisions": [1, 2, 3, 4, 5, 6, 7, 8, 9]}', "các kết luận số: 1, 2, 3, 4, 5, 6, 7, 8 … (9)"),
        ('{"of_tomorrow": {"a": 1}}', 'of_tomorrow: {"a": 1}'),
        ('{"until": "tomorrow", "fine_vnd": "x"}', "giữ đến: tomorrow · tiền phạt: x"),
        ("[1]", "?: 1"),
        ("no json", "?: no json"),
    ],
)  # fmt: skip
def test_details_are_written_in_words(kept: str, said: str) -> None:
    assert audit_details.detail(kept) == said


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("snapshot:19", "bản chốt 19 của một mục"),
        ("referral:3", "đề xuất chuyển tin 3"),
        ("setting:silent_days", "Số ngày một nguồn không thu thập được thì báo"),
        ("setting:of_tomorrow", "setting:of_tomorrow"),
        ("quality:all", "các số liệu chất lượng"),
        ("something new", "something new"),
    ],
)
def test_what_an_event_is_about_is_said_in_words(kept: str, said: str) -> None:
    assert audit_subjects.subject(kept) == said


@pytest.mark.usefixtures("chief")
@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_what_the_chain_holds_stays_at_hand_as_it_was_written(
    open_page: Open, words_on: Words, engine: Engine, speaks: str
) -> None:
    _happen(engine, 1)
    said = words_on(open_page("audit", who="chi", speaks=speaks))

    assert ("mục 7" if speaks == "vi" else "item 7") in said
    assert "campaign:7 {&#34;why&#34;: &#34;&lt;b&gt;lý do" in said


def test_a_deed_that_is_newer_than_the_words_is_shown_as_it_is() -> None:
    assert audit_words.action("something_new") == "something_new"


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"what": "draft", "name": "du-thao-1.docx"}, "Tải dự thảo văn bản"),
        ({"what": "case_file", "name": "1.docx"}, "Tải văn bản"),
        ({"what": "case_file", "name": "1.zip"}, "Tải gói hồ sơ"),
        ({"what": "audit", "rows": 3}, "Tải bảng xuống"),
    ],
)
def test_a_file_that_was_taken_away_is_named_for_what_it_is(detail: dict[str, object], said: str) -> None:
    assert audit_words.deed("export", json.dumps(detail)) == said


@pytest.mark.usefixtures("chief")
def test_a_decision_names_its_item_and_is_found_by_it_as_the_table_prints_it(
    open_page: Open, words_on: Words, engine: Engine, filled: list[int]
) -> None:
    assert filled
    with unit_of_work(engine) as session:
        campaign = session.get_one(Campaign, 2)
        snapshot = campaign.current_snapshot_id
        assert snapshot is not None
        said = Verdict(campaign_id=2, snapshot_id=snapshot, screening_id=campaign.worst_screening_id, verdict="unsure")
        record_decision(session, said, account_id=1, now=database.now())
    _happen(engine, 1, subject="campaign:2")
    _happen(engine, 1, subject="campaign:25")
    page = open_page("audit", who="chi")
    assert f"mục 2, bản chốt {snapshot}" in words_on(page)
    assert page.text_input(key="audit-subject").placeholder == "ví dụ: mục 12, tài khoản hanh"

    def found(typed: str) -> list[str]:
        return sorted(
            event.subject for event in audit_trail.read_page(Wanted(subject=typed), number=1, up_to=None).events
        )

    assert found("mục 2") == found(" Mục  2 ") == ["campaign:2", f"snapshot:{snapshot}"]
    assert found(f"mục 2, bản chốt {snapshot}") == [f"snapshot:{snapshot}"]
    assert found("mục 25") == ["campaign:25"]
    assert set(found("tài khoản chi")) == {"account:chi"}
    assert found("mục 999999") == []


@pytest.mark.usefixtures("chief")
def test_contacts_that_somebody_typed_into_a_reason_are_hidden_on_the_page_and_in_its_table(
    open_page: Open, words_on: Words, engine: Engine, cookies: dict[str, str]
) -> None:
    with unit_of_work(engine) as session:
        detail = {"why": "gọi 0912345678, hỏi chị Hoa", "login": "0912345678abcdef"}
        append_event(session, action="reveal", subject="campaign:7", account_id=1, at=database.now(), detail=detail)

    said = words_on(open_page("audit", who="chi"))
    table = exporting.hand_out(cookies["chi"], audit_trail.export(Wanted()), "csv").decode()

    for shown in (said, table):
        assert "0912345678," not in shown
        assert "gọi 091••••678, hỏi chị Hoa" in shown
    with reading(engine) as session:
        kept = [event.detail for event in session.query(AuditEvent).filter_by(action="reveal")]
    assert "gọi 0912345678" in kept[0]

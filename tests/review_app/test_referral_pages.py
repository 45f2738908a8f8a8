"""Referrals as people work with them: proposed by one, approved by another, handed on, followed."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from model.indicators import INDICATORS
from review_app import language, person, written
from review_app.case_file.check_bundle import check_bundle
from review_app.service import case_files, logins, referring, replying
from review_app.service.exporting import ExportRefused
from storage.audit_chain.checkpoints import keep_checkpoint
from storage.database import reading, unit_of_work
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.personal_data.erasure import Order, erase_version
from storage.personal_data.erasure_beside import ClosedCaseFile
from storage.personal_data.pseudonyms import Pseudonyms
from storage.referring.referral_lists import read_referral
from storage.screenings import keep_screening, model_version
from storage.tables import AuditEvent, Campaign, Referral, ReferralEvent, Reply, ReplyAnswer, SnapshotVersion
from storage.worklist.reviews import Verdict, record_decision, undo_decision

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture
def leader(engine: Engine, cookies: dict[str, str], office: ModuleType) -> str:
    """A leader, lien, who may approve; and an analyst, phuc."""
    with unit_of_work(engine) as session:
        for name, role in (("lien", "leader"), ("phuc", "analyst"), ("tam", "operator")):
            account = add_account(
                session, name=name, full_name=f"Bà {name}", role=role, password=office.PASSWORD, now=office.MORNING
            )
            cookies[name] = start_session(session, account, now=logins.now())
    return "lien"


@pytest.fixture
def decided(engine: Engine, filled: list[int]) -> int:  # noqa: ARG001 - the adverts have to be there
    """The first item, decided by hanh as suspicious; its decision."""
    with unit_of_work(engine) as session:
        campaign = session.get_one(Campaign, 1)
        said = Verdict(
            campaign_id=1,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=campaign.worst_screening_id,
            verdict="suspicious",
            typologies=("scam_compound",),
        )
        return record_decision(session, said, account_id=1, now=logins.now()).id


def press(page: AppTest, start: str) -> AppTest:
    return next(button for button in page.button if (button.key or "").startswith(start)).click().run()


def fill(page: AppTest, start: str, words: str) -> None:
    fields = [*page.text_area, *page.text_input]
    next(field for field in fields if (field.key or "").startswith(start)).set_value(words)


def propose(open_page: Open, **how: str) -> AppTest:
    page = open_page("referral", item=1, **how)
    fill(page, "refer-why-", "Nhiều người dân gọi hỏi.")
    fill(page, "refer-addressee-", "Công an tỉnh Tây Ninh")
    return press(page, "refer-propose-")


@pytest.mark.usefixtures("decided")
def test_one_proposes_and_another_approves(open_page: Open, words_on: Words, leader: str) -> None:
    page = propose(open_page)
    assert page.query_params["referral"] == "1"
    assert "Đã đề xuất" in words_on(page)
    assert "chờ duyệt" in words_on(page)
    assert "1 bản chụp" in words_on(page)
    assert not [button for button in page.button if (button.key or "").startswith("settle-approved")]

    assert "Công an tỉnh Tây Ninh" in words_on(open_page("referrals", who=leader))
    page = press(open_page("referral", who=leader, referral=1), "settle-approved-")
    assert "đã duyệt" in words_on(page)


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_signs_are_said_in_the_readers_language_and_frozen_in_vietnamese(
    open_page: Open, words_on: Words, engine: Engine, leader: str, speaks: str
) -> None:
    propose(open_page)
    said = words_on(open_page("referral", who=leader, referral=1, speaks=speaks))

    with reading(engine) as session:
        frozen = session.get_one(Referral, 1).content["findings"]
    meanings = {indicator.code: indicator.meaning for indicator in INDICATORS}
    both = [(one["sentence"], meanings[one["code"]]) for one in frozen if one["code"] in meanings]
    assert both
    kept, meant = zip(*both, strict=True)
    shown, not_shown = (kept, meant) if speaks == "vi" else (meant, kept)
    # a provision of law further below may have the very words of a sentence
    signs = said.partition('<ol class="said">')[2].partition("</ol>")[0]
    assert all(sentence in signs for sentence in shown)
    assert not any(sentence in signs for sentence in not_shown)


@pytest.mark.usefixtures("decided")
def test_the_files_of_an_approved_referral_are_whole_and_every_taking_is_noted(
    open_page: Open, words_on: Words, engine: Engine, home: Path, leader: str, cookies: dict[str, str]
) -> None:
    propose(open_page)
    with reading(engine) as session:
        keep_checkpoint(session, home, now=logins.now())
    page = press(open_page("referral", who=leader, referral=1), "settle-approved-")
    assert "sẵn sàng" in words_on(press(page, "make-1"))
    with reading(engine) as session:
        case = read_referral(session, 1)
    assert case is not None
    document, bundle = (file for file, _account in case.files)

    handed = case_files.hand_out(cookies["hanh"], bundle.id).content
    path = home / "b.zip"
    path.write_bytes(handed)

    assert check_bundle(path, None).faults == ()
    assert check_bundle(path, None).signed.startswith("signed with key")
    with zipfile.ZipFile(BytesIO(handed)) as packed:
        draft = packed.read(case_files.draft_name(1, "transfer_slip"))
        assert draft == case_files.hand_out(cookies[leader], document.id).content
        assert packed.read("captures.warc.gz").startswith(b"\x1f\x8b")
    with reading(engine) as session:
        exports = session.query(AuditEvent).filter_by(action="export").all()
    assert [event.subject for event in exports] == ["referral:1", "referral:1"]


@pytest.mark.usefixtures("decided")
def test_files_whose_words_were_erased_are_marked_and_handed_out_no_more(
    open_page: Open, words_on: Words, engine: Engine, leader: str, cookies: dict[str, str]
) -> None:
    propose(open_page)
    page = press(press(open_page("referral", who=leader, referral=1), "settle-approved-"), "make-")
    assert "đã khoá" not in words_on(page)
    assert case_files.hand_out(cookies[leader], 1).content
    with unit_of_work(engine) as session:
        session.add(ReferralEvent(referral_id=1, kind="no_violation", happened_on=logins.now().date(), note="",
                                  account_id=1, at=logins.now()))  # fmt: skip
        snapshot = session.get_one(Referral, 1).snapshot_id
        version = session.query(SnapshotVersion.version_id).filter_by(snapshot_id=snapshot).limit(1).scalar()
        erase_version(session, version, Order(pseudonyms=Pseudonyms(b"k" * 32), now=logins.now(), clock="referred"))

    page = open_page("referral", who=leader, referral=1)

    assert words_on(page).count("đã khoá: dữ liệu cá nhân trong đó đã được xoá") == 3
    for take in (
        lambda: case_files.hand_out(cookies[leader], 1),
        lambda: case_files.hand_out_draft(cookies[leader], 1),
    ):
        with pytest.raises(ClosedCaseFile, match="is closed"):
            take()


@pytest.mark.usefixtures("decided")
def test_the_same_referral_gives_the_same_files(open_page: Open, engine: Engine, leader: str) -> None:
    propose(open_page)
    page = press(open_page("referral", who=leader, referral=1), "settle-approved-")
    page = press(page, "make-1")
    press(page, "make-1")

    with reading(engine) as session:
        case = read_referral(session, 1)
    assert case is not None
    assert len(case.files) == 2


@pytest.mark.usefixtures("decided")
def test_the_one_who_proposed_cannot_approve_even_as_a_leader(
    open_page: Open, words_on: Words, engine: Engine, leader: str
) -> None:
    page = propose(open_page, who=leader)
    me = logins.who(person.read_token())
    assert me is not None

    done = referring.settle(me, 1, "approved", "")

    assert not done.kept
    assert "phải có người khác" in done.said
    assert "Rút lại" in [button.label for button in page.button]
    with reading(engine) as session:
        case = read_referral(session, 1)
    assert case is not None
    assert case.status == "proposed"
    assert "chờ duyệt" in words_on(page)


@pytest.mark.usefixtures("decided")
def test_an_officer_cannot_approve_and_an_analyst_has_no_such_page(
    open_page: Open, leader: str, cookies: dict[str, str]
) -> None:
    propose(open_page)
    officer, analyst = logins.who(cookies["quang"]), logins.who(cookies["phuc"])
    assert officer is not None
    assert analyst is not None

    assert not referring.settle(officer, 1, "approved", "").kept
    assert not referring.settle(analyst, 1, "withdrawn", "").kept
    assert not case_files.make_files(analyst, 1).kept
    with pytest.raises(ExportRefused):
        case_files.hand_out_draft(cookies["phuc"], 1)
    assert leader


def test_an_approval_after_the_decision_was_undone_is_refused_with_a_sentence(
    open_page: Open, words_on: Words, engine: Engine, leader: str, decided: int
) -> None:
    propose(open_page)
    page = open_page("referral", who=leader, referral=1)
    with unit_of_work(engine) as session:
        undo_decision(session, decided, account_id=1, now=logins.now())

    page = press(page, "settle-approved-")

    assert "không còn hiệu lực" in words_on(page)
    with reading(engine) as session:
        case = read_referral(session, 1)
    assert case is not None
    assert case.status == "proposed"


@pytest.mark.usefixtures("decided")
def test_what_came_of_it_is_entered_step_by_step(open_page: Open, words_on: Words, leader: str) -> None:
    propose(open_page)
    page = press(open_page("referral", who=leader, referral=1), "settle-approved-")

    page = press(page, "outcome-enter-")
    assert "đã gửi" in words_on(page)
    page.selectbox(key="outcome-kind-1-2").set_value("fined").run()
    fill(page, "outcome-fine-", "khong phai so")
    page = press(page, "outcome-enter-")
    assert "Phải ghi số tiền phạt" in words_on(page)
    fill(page, "outcome-fine-", "15.000.000")
    page = press(page, "outcome-enter-")

    assert "đã xử phạt" in words_on(page)
    assert "15.000.000 đ" in words_on(page)


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("22/11/2999", "không được ở tương lai"),
        ("01/01/2001", "không được ở tương lai hoặc trước việc liền trước"),
        ("31/02/2026", "“31/02/2026” không phải là ngày"),
        ("hôm qua", "không phải là ngày"),
        ("", "không phải là ngày"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_the_button_and_no_other_is_kept(
    open_page: Open, words_on: Words, engine: Engine, leader: str, typed: str, says: str
) -> None:
    propose(open_page)
    page = press(open_page("referral", who=leader, referral=1), "settle-approved-")
    assert page.text_input(key="outcome-day-1-1").value == written.day(replying.today())
    page.text_input(key="outcome-day-1-1").set_value(typed)

    page = press(page, "outcome-enter-")

    assert says in words_on(page)
    assert 'class="notice-beside bad"' in words_on(page)
    assert page.text_input(key="outcome-day-1-1").value == typed
    with reading(engine) as session:
        assert [event.kind for event in session.query(ReferralEvent)] == ["approved"]


@pytest.mark.usefixtures("decided")
def test_a_wrong_day_of_sending_is_put_right_by_a_further_line(
    open_page: Open, words_on: Words, engine: Engine, leader: str
) -> None:
    propose(open_page)
    page = press(press(open_page("referral", who=leader, referral=1), "settle-approved-"), "outcome-enter-")
    page.selectbox(key="outcome-kind-1-2").set_value("sent").run()
    assert "Hãy nêu lý do" in words_on(press(page, "outcome-enter-"))
    fill(page, "outcome-note-", "ghi nhầm ngày")

    page = press(page, "outcome-enter-")

    assert words_on(page).count("(đính chính dòng trên)") == 1
    with reading(engine) as session:
        assert [event.kind for event in session.query(ReferralEvent)] == ["approved", "sent", "sent"]


@pytest.mark.usefixtures("filled")
def test_an_item_that_is_not_decided_cannot_be_referred(open_page: Open, words_on: Words) -> None:
    assert "Trước hết hãy kết luận" in words_on(open_page("referral", item=1))


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("query", [{"item": "999"}, {"item": "x"}, {"referral": "999"}, {"referral": "9" * 40}, {}])
def test_a_nonsense_address_gets_a_sentence(open_page: Open, words_on: Words, query: dict[str, str]) -> None:
    page = open_page("referral", **query)

    assert not page.exception
    assert "Không có" in words_on(page) or "Chưa chọn" in words_on(page)


@pytest.mark.usefixtures("decided")
def test_pressing_twice_proposes_once(open_page: Open, engine: Engine) -> None:
    propose(open_page)
    propose(open_page)

    with reading(engine) as session:
        assert session.query(Referral).count() == 1


@pytest.mark.usefixtures("decided")
def test_a_later_screening_changes_nothing_of_what_was_proposed(
    open_page: Open, engine: Engine, office: ModuleType, cookies: dict[str, str]
) -> None:
    propose(open_page)
    before = case_files.hand_out_draft(cookies["hanh"], 1).content
    with unit_of_work(engine) as session:
        row = office.screening_row(office.SAMPLES[0]) | {"score": 0.01, "band": "low", "findings": [], "facts": {}}
        model = model_version(session, "another-model", {}, now=logins.now())
        keep_screening(session, 1, row, model=model, law_date=date(2026, 11, 21), now=logins.now())

    assert case_files.hand_out_draft(cookies["hanh"], 1).content == before
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(before)).paragraphs)
    assert "Công an tỉnh Tây Ninh" in words


@pytest.mark.usefixtures("decided")
def test_a_referral_about_an_item_out_of_scope_is_not_there(
    open_page: Open, words_on: Words, engine: Engine, cookies: dict[str, str]
) -> None:
    propose(open_page)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET destinations = '[\"JP\"]' WHERE name = 'quang'")
    quang = logins.who(cookies["quang"])
    assert quang is not None

    assert "Không có đề xuất 1" in words_on(open_page("referral", who="quang", referral=1))
    assert "Không có đề xuất nào" in words_on(open_page("referrals", who="quang"))
    assert not referring.settle(quang, 1, "withdrawn", "").kept
    with pytest.raises(ExportRefused):
        case_files.hand_out_draft(cookies["quang"], 1)


@pytest.mark.usefixtures("decided")
def test_a_reply_is_taken_down_and_upheld_by_a_leader(
    open_page: Open, words_on: Words, engine: Engine, leader: str
) -> None:
    page = open_page("replies", who="tam", item=1)
    fill(page, "reply-from", "Người đăng tin, 0900 000 418")
    fill(page, "reply-said", "Chúng tôi <b>không</b> thu cọc.")
    page = press(page, "reply-take")
    assert "phản hồi số 1" in words_on(page)
    assert not [button for button in page.button if (button.key or "").startswith("answer-")]

    page = open_page("replies", who=leader)
    assert "<b>không</b>" not in words_on(page)
    page = press(page, "answer-upheld-")
    assert "Hãy điền đủ" in words_on(page)
    fill(page, "answer-", "Đã xác minh, tin đúng.")
    page = press(page, "answer-upheld-")

    assert "chấp nhận" in words_on(page)
    with reading(engine) as session:
        answer = session.query(ReplyAnswer).one()
        assert (answer.outcome, answer.decision_id is not None) == ("upheld", True)


@pytest.mark.usefixtures("decided")
def test_an_officer_does_not_answer_and_bad_replies_get_a_sentence(
    open_page: Open, words_on: Words, engine: Engine, cookies: dict[str, str]
) -> None:
    hanh = logins.who(cookies["hanh"])
    assert hanh is not None
    done = replying.take(hanh, 1, replying.today(), "Ai đó", "Không đúng")
    assert done.kept
    line = replying.read_page(hanh, waiting=True, number=1).lines[0]

    assert not replying.answer(hanh, line, "refused", "x").kept
    assert not replying.take(hanh, 1, replying.today(), "", "").kept
    assert not replying.take(hanh, 999, replying.today(), "a", "b").kept
    page = open_page("replies", item=1)
    for name, words in {"reply-from": "Ai đó", "reply-said": "Không đúng", "reply-day": "01/01/2999"}.items():
        fill(page, name, words)
    assert "Ngày không được ở tương lai" in words_on(press(page, "reply-take"))
    fill(page, "reply-day", "32/01/2026")
    assert "“32/01/2026” không phải là ngày" in words_on(press(page, "reply-take"))
    page = press(open_page("replies", item="x"), "reply-take")
    assert "Hãy ghi số của mục" in words_on(page)
    with reading(engine) as session:
        assert session.query(Reply).count() == 1


@pytest.mark.parametrize(("speaks", "says"), [("vi", "ở đây."), ("en", " here.")])
@pytest.mark.parametrize("view", ["referrals", "replies"])
def test_empty_lists_say_so_in_both_languages(
    open_page: Open, words_on: Words, view: str, speaks: str, says: str
) -> None:
    language.use_language(speaks)  # AppTest itself words the choices that it sends back

    assert says in words_on(open_page(view, speaks=speaks))


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("view", ["referrals", "replies", "referral"])
def test_a_database_that_does_not_answer_is_said_so(
    open_page: Open, engine: Engine, words_on: Words, view: str
) -> None:
    page = open_page(view, referral=1)
    with engine.begin() as connection:
        for table in ("referral", "reply"):
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO lost_{table}")

    page.run()

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)

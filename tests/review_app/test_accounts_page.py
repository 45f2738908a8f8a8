"""The page of accounts as administrators see it, and as nobody else does."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from review_app.service import accounts, database, logins
from review_app.service.accounts import read_one
from storage.database import reading, unit_of_work
from storage.people.accounts import Post, add_account, change_account
from storage.people.password_logins import check_password
from storage.people.provider_logins import Identity, account_at_provider
from storage.people.sessions import start_session
from storage.tables import Account, AuditEvent

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture
def chief(cookies: dict[str, str], engine: Engine) -> Iterator[int]:
    """An administrator, chi, with a session."""
    with unit_of_work(engine) as session:
        account = add_account(
            session,
            name="chi",
            full_name="Trịnh Thị Chi",
            role="administrator",
            password="dong-bang-16",
            now=database.now(),
        )
        cookies["chi"] = start_session(session, account, now=database.now())
        key = account.id
    yield key
    del cookies["chi"]


def _button(page: AppTest, start: str) -> AppTest:
    return next(b for b in page.button if b.key and b.key.startswith(start)).click().run()


def _opened(open_page: Open, name: str, who: str = "chi") -> tuple[AppTest, int]:
    line = read_one(name)
    assert line is not None
    return _button(open_page("accounts", who=who), f"account-open-{line.id}"), line.id


def _submit(page: AppTest, words: str) -> AppTest:
    return next(b for b in page.button if b.label == words).click().run()


def _events(engine: Engine, action: str) -> list[AuditEvent]:
    with reading(engine) as session:
        return list(session.query(AuditEvent).filter(AuditEvent.action == action).order_by(AuditEvent.number))


@pytest.mark.usefixtures("chief")
def test_accounts_are_listed_with_role_places_state_and_last_login(open_page: Open, words_on: Words) -> None:
    page = open_page("accounts", who="chi")
    said = words_on(page)

    assert not page.exception
    assert page.title[0].value == "Tài khoản"
    for words in (
        "Nguyễn Thị Mỹ Hạnh",
        "Cán bộ kiểm tra",
        "Quản trị",
        "●",
        "đăng nhập gần nhất",
    ):
        assert words in said


@pytest.mark.parametrize("who", ["hanh"])
def test_for_others_the_page_does_not_exist(open_page: Open, who: str) -> None:
    with pytest.raises(Exception, match="accounts"):
        open_page("accounts", who=who)


@pytest.mark.usefixtures("chief")
def test_an_account_is_added_with_a_password_that_is_shown_once(
    open_page: Open, words_on: Words, engine: Engine
) -> None:
    page = open_page("accounts", who="chi")
    page.text_input(key="add-name").set_value("Lan")
    page.text_input(key="add-full-name").set_value("Lê <b>Thị</b> Lan")
    page.selectbox(key="add-role").set_value("leader")
    page.multiselect(key="add-provinces").set_value(["40"])
    page = _submit(page, "Thêm tài khoản này")

    said = words_on(page)
    assert "Đã thêm tài khoản lan" in said
    assert "<b>Thị" not in said
    password = said.partition("<code>")[2].partition("</code>")[0]
    assert password not in words_on(page.run())
    with unit_of_work(engine) as session:
        account = check_password(session, "lan", password, now=database.now())
        assert account is not None
        assert (account.role, account.provinces, account.must_change_password) == ("leader", ["40"], True)
    assert not [event for event in _events(engine, "add_account") if password in event.detail]


@pytest.mark.usefixtures("chief")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Hãy ghi tên tài khoản"),
        (" ", "Hãy ghi tên tài khoản"),
        ("Hanh", "“hanh” đã có người dùng"),
        ("Nguyễn Hạnh", "chẳng hạn “nguyen.hanh”"),
        ("a\tb", "chẳng hạn “a.b”"),
        ("a\u202eb", "chữ a–z không dấu"),
    ],
)
def test_a_name_that_will_not_do_is_said_so_and_the_form_stays_open(
    open_page: Open, words_on: Words, name: str, says: str, engine: Engine
) -> None:
    page = open_page("accounts", who="chi")
    page.text_input(key="add-name").set_value(name)
    page = _submit(page, "Thêm tài khoản này")

    assert words_on(page).count(says) == 2, "at the head and beside the button"
    assert next(one for one in page.expander if one.label == "Thêm một tài khoản").proto.expanded
    with reading(engine) as session:
        assert session.query(Account).count() == 3


def test_role_and_places_are_changed_and_hold_at_once(
    open_page: Open, words_on: Words, engine: Engine, cookies: dict[str, str], chief: int
) -> None:
    page, key = _opened(open_page, "hanh")
    page.selectbox(key=f"change-{key}-role").set_value("analyst")
    page.multiselect(key=f"change-{key}-destinations").set_value(["JP", "KR"])
    page = _submit(page, "Lưu vai trò và phạm vi")

    assert "Đã đổi tài khoản hanh" in words_on(page)
    person = logins.who(cookies["hanh"])
    assert person is not None
    assert (person.role, person.destinations) == ("analyst", ("JP", "KR"))
    assert _events(engine, "change_account")[-1].account_id == chief


@pytest.mark.usefixtures("chief")
def test_a_change_of_what_somebody_else_just_changed_is_refused(
    open_page: Open, words_on: Words, engine: Engine
) -> None:
    page, key = _opened(open_page, "hanh")
    with unit_of_work(engine) as session:
        change_account(session, "hanh", Post(role="leader"), by=None, now=database.now())
    page.selectbox(key=f"change-{key}-role").set_value("operator")
    page = _submit(page, "Lưu vai trò và phạm vi")

    assert "Có người khác vừa đổi tài khoản này" in words_on(page)
    line = read_one("hanh")
    assert line is not None
    assert line.post.role == "leader"


@pytest.mark.usefixtures("chief")
def test_disabling_ends_sessions_and_pressing_twice_does_nothing_twice(
    open_page: Open, words_on: Words, engine: Engine, cookies: dict[str, str]
) -> None:
    page, key = _opened(open_page, "hanh")
    stale, _key = _opened(open_page, "hanh")
    page = _button(page, f"account-disable-{key}")
    _button(stale, f"account-disable-{key}")

    assert "Đã vô hiệu hoá tài khoản hanh" in words_on(page)
    assert logins.who(cookies["hanh"]) is None
    assert len(_events(engine, "disable_account")) == 1
    page = _button(page, f"account-enable-{key}")
    assert "lại đăng nhập được" in words_on(page)


@pytest.mark.usefixtures("chief")
def test_nobody_disables_or_demotes_themselves_or_the_last_administrator(
    open_page: Open, words_on: Words, engine: Engine
) -> None:
    page, key = _opened(open_page, "chi")
    assert next(b for b in page.button if b.key == f"account-disable-{key}").disabled
    page.selectbox(key=f"change-{key}-role").set_value("officer")
    page = _submit(page, "Lưu vai trò và phạm vi")
    assert "Không ai tự khoá mình" in words_on(page)

    reader = logins.Person(id=key, name="chi", full_name="Chi", role="administrator")
    assert not accounts.disable(reader, "chi").kept
    another = logins.Person(id=1, name="hanh", full_name="Hạnh", role="administrator")  # as if she just became one
    assert not accounts.disable(another, "chi").kept
    assert not _events(engine, "disable_account")


@pytest.mark.usefixtures("chief")
def test_a_password_is_reset_and_shown_once(
    open_page: Open, words_on: Words, cookies: dict[str, str], office: object
) -> None:
    page, key = _opened(open_page, "hanh")
    page = _button(page, f"account-reset-{key}")

    said = words_on(page)
    password = said.partition("<code>")[2].partition("</code>")[0]
    assert logins.who(cookies["hanh"]) is None
    assert isinstance(logins.log_in("hanh", office.PASSWORD, old_token=None), logins.Refusal)  # type: ignore[attr-defined]
    token = logins.log_in("hanh", password, old_token=None)
    assert isinstance(token, str)
    person = logins.who(token)
    assert person is not None
    assert person.must_change_password


@pytest.mark.usefixtures("chief")
def test_sessions_are_ended_by_an_administrator(open_page: Open, words_on: Words, cookies: dict[str, str]) -> None:
    page, key = _opened(open_page, "hanh")
    page = _button(page, f"account-end-{key}")

    assert "Đã đăng xuất tài khoản hanh ở mọi nơi" in words_on(page)
    assert logins.who(cookies["hanh"]) is None


@pytest.mark.usefixtures("chief")
def test_who_waits_stands_first_and_is_let_in_with_a_role(open_page: Open, words_on: Words, engine: Engine) -> None:
    with unit_of_work(engine) as session:
        identity = Identity(issuer="https://dn.example", subject="7f3a", name="lien", full_name="Lê \u202eLiên<script>")
        account_at_provider(session, identity, now=database.now())
    page, key = _opened(open_page, "lien")
    said = words_on(page)
    assert "1 người đang chờ duyệt" in said
    assert said.index("Lê") < said.index("Nguyễn Thị Mỹ Hạnh")
    assert "<script>" not in said
    assert not [b for b in page.button if b.key == f"account-reset-{key}"]

    assert "Hãy chọn vai trò trước" in words_on(_submit(page, "Duyệt với vai trò này"))
    page.selectbox(key=f"change-{key}-role").set_value("officer")
    page = _submit(page, "Duyệt với vai trò này")

    line = read_one("lien")
    assert line is not None
    assert (line.state, line.post.role) == ("active", "officer")


def test_a_role_lost_in_mid_session_is_lost_for_the_press_as_well(open_page: Open, engine: Engine, chief: int) -> None:
    page, key = _opened(open_page, "hanh")
    with unit_of_work(engine) as session:
        change_account(session, "chi", Post(role="officer"), by=None, now=database.now())
    _button(page, f"account-disable-{key}")

    line = read_one("hanh")
    assert line is not None
    assert line.state == "active"
    assert chief
    assert not _events(engine, "disable_account")


@pytest.mark.parametrize("role", ["officer", "leader", "analyst", "operator", "waiting", "nonsense"])
def test_the_service_refuses_other_roles_whatever_the_page_does(engine: Engine, role: str) -> None:
    somebody = logins.Person(id=1, name="hanh", full_name="Hạnh", role=role)
    before = len(_events(engine, "add_account"))

    for done in (
        accounts.add(somebody, "moi", "Mới", Post()),
        accounts.change(somebody, "quang", Post(role="administrator"), Post()),
        accounts.disable(somebody, "quang"),
        accounts.enable(somebody, "quang"),
        accounts.reset_password(somebody, "quang"),
        accounts.log_out_everywhere(somebody, "quang"),
    ):
        assert not done.kept
        assert "không quản lý tài khoản" in done.said
    assert len(_events(engine, "add_account")) == before


@pytest.mark.usefixtures("chief")
def test_a_search_finds_without_accents_and_says_when_it_finds_nobody(open_page: Open, words_on: Words) -> None:
    page = open_page("accounts", who="chi")
    page.text_input(key="accounts-words").set_value("my hanh").run()
    assert "Nguyễn Thị Mỹ Hạnh" in words_on(page)
    assert "Trần Đăng Quảng" not in words_on(page)

    page.text_input(key="accounts-words").set_value("zzz").run()
    assert "Không có tài khoản nào tên như vậy" in words_on(page)


@pytest.mark.usefixtures("chief")
def test_a_database_that_does_not_answer_is_said_so(open_page: Open, words_on: Words, engine: Engine) -> None:
    page = open_page("accounts", who="chi")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_event RENAME TO lost")
    page.text_input(key="add-name").set_value("lan")
    page = _submit(page, "Thêm tài khoản này")

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)

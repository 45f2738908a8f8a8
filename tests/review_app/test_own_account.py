"""One's own account: a first password that has to be changed, a new one at will, and the way out everywhere."""

import pytest
from httpx import Response
from sqlalchemy import Engine
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from review_app.gate import SESSION_COOKIE
from review_app.service import database, logins
from storage.database import reading, unit_of_work
from storage.people.accounts import NewAccount, Post, make_account
from storage.people.password_logins import FREE_ATTEMPTS, reset_password
from storage.tables import Account, AuditEvent

SAME = {"origin": "http://desk"}
PAGE = {"accept": "text/html"}
FIRST, NEW = "mat-khau-duoc-cap", "bon-con-meo-nam-con-cho"


@pytest.fixture
def newcomer(client: TestClient, engine: Engine) -> TestClient:
    """A browser in which moi has just logged in with the password that they were given."""
    new = NewAccount(name="moi", full_name="Vũ Hà Mới", password=FIRST, post=Post(), must_change_password=True)
    with unit_of_work(engine) as session:
        make_account(session, new, by=None, now=database.now())
    assert client.post("/login", data={"name": "moi", "password": FIRST}, headers=SAME).status_code == 303
    return client


def _change(client: TestClient, old: str = FIRST, new: str = NEW, again: str | None = None) -> Response:
    form = {"old": old, "new": new, "again": new if again is None else again}
    return client.post("/password", data=form, headers=SAME)


def _log_in(client: TestClient, name: str, password: str) -> int:
    return client.post("/login", data={"name": name, "password": password}, headers=SAME).status_code


@pytest.mark.parametrize(
    "path", ["/", "/item?item=3", "/my-account", "/static/js/index.js", "/media/x", "/_stcore/health"]
)
def test_until_it_is_changed_nothing_else_answers(newcomer: TestClient, path: str) -> None:
    assert newcomer.get(path).status_code == 403
    led = newcomer.get(path, headers=PAGE)
    assert (led.status_code, led.headers["location"]) == (303, "/password")


def test_until_it_is_changed_no_websocket_opens(newcomer: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), newcomer.websocket_connect("/_stcore/stream"):
        pass


def test_until_it_is_changed_language_and_logout_answer(newcomer: TestClient) -> None:
    assert newcomer.get("/language?to=en&next=/password").headers["location"] == "/password"
    assert "Choose a password of your own" in newcomer.get("/password").text
    assert newcomer.post("/logout", headers=SAME).headers["location"] == "/login?out=1"


def test_after_the_change_the_app_opens_and_the_first_password_is_worth_nothing(newcomer: TestClient) -> None:
    assert _change(newcomer).headers["location"] == "/my-account?changed=1"
    assert newcomer.get("/").text == "inside"

    newcomer.cookies.clear()
    assert _log_in(newcomer, "moi", FIRST) == 401
    assert _log_in(newcomer, "moi", NEW) == 303


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"old": "khac"}, "Mật khẩu hiện tại không đúng"),
        ({"old": ""}, "Mật khẩu hiện tại không đúng"),
        ({"again": "khac"}, "không giống nhau"),
        ({"new": "ngan"}, "ít nhất 10 ký tự"),
        ({"new": ""}, "ít nhất 10 ký tự"),
        ({"new": FIRST}, "phải khác"),
        ({"new": "0900000112"}, "cần có chữ cái"),
        ({"new": "matkhau12345"}, "phổ biến nhất"),
        ({"new": "x" * 600}, "quá dài"),
        ({"new": "moi-moi-moi"}, "tên tài khoản"),
    ],
)
def test_what_is_no_change_is_one_sentence_and_changes_nothing(
    newcomer: TestClient, changes: dict[str, str], says: str
) -> None:
    answer = _change(newcomer, **changes)

    assert answer.status_code == 400
    assert says in answer.text
    assert newcomer.get("/").status_code == 403
    newcomer.cookies.clear()
    assert _log_in(newcomer, "moi", FIRST) == 303


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://evil"}, {"origin": "http://desk", "sec-fetch-site": "cross-site"}]
)
@pytest.mark.parametrize("path", ["/password", "/my-account/log-out-elsewhere", "/logout", "/login"])
def test_no_form_of_another_site_does_anything(
    client: TestClient, cookies: dict[str, str], headers: dict[str, str], path: str
) -> None:
    client.cookies.set(SESSION_COOKIE, cookies["hanh"])
    form = {"old": "thanh-tra-2026", "new": NEW, "again": NEW, "name": "quang", "password": "thanh-tra-2026"}

    answer = client.post(path, data=form, headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert logins.who(cookies["hanh"]) is not None


def test_guessing_the_present_password_locks_like_guessing_at_the_login(newcomer: TestClient) -> None:
    for _attempt in range(FREE_ATTEMPTS):
        assert "không đúng" in _change(newcomer, old="khac").text

    assert "quá nhiều lần" in _change(newcomer).text
    newcomer.cookies.clear()
    assert _log_in(newcomer, "moi", FIRST) == 429


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(
    client: TestClient, cookies: dict[str, str], office: object, engine: Engine
) -> None:
    password = office.PASSWORD  # type: ignore[attr-defined]
    assert _log_in(client, "hanh", password) == 303
    assert "từ " in client.get("/my-account").text

    assert _change(client, old=password).status_code == 303

    assert logins.who(cookies["hanh"]) is None
    assert client.get("/").text == "inside"
    assert "Đã đổi mật khẩu" in client.get("/my-account?changed=1").text
    with reading(engine) as session:
        kept = [event.action for event in session.query(AuditEvent).order_by(AuditEvent.number)][-2:]
        assert kept == ["change_password", "end_sessions"]
        assert not session.query(AuditEvent).filter(AuditEvent.detail.contains(NEW)).count()


def test_one_sees_where_one_is_logged_in_and_logs_out_everywhere_else(
    client: TestClient, cookies: dict[str, str], office: object
) -> None:
    assert _log_in(client, "hanh", office.PASSWORD) == 303  # type: ignore[attr-defined]
    said = client.get("/my-account").text
    assert said.count("bằng mật khẩu") == 2
    assert said.count("trình duyệt này") == 1
    assert cookies["hanh"] not in said

    answer = client.post("/my-account/log-out-elsewhere", headers=SAME)

    assert answer.headers["location"] == "/my-account?ended=1"
    assert logins.who(cookies["hanh"]) is None
    assert client.get("/my-account").text.count("bằng mật khẩu") == 1
    assert logins.who(cookies["quang"]) is not None


def test_a_reset_by_an_administrator_puts_one_out_at_once(
    client: TestClient, cookies: dict[str, str], engine: Engine
) -> None:
    client.cookies.set(SESSION_COOKIE, cookies["hanh"])
    with unit_of_work(engine) as session:
        password = reset_password(session, "hanh", by=2, now=database.now())

    assert client.get("/").status_code == 401
    client.cookies.clear()
    assert _log_in(client, "hanh", password) == 303
    assert client.get("/").status_code == 403


def test_a_full_name_is_text_whatever_stands_in_it(client: TestClient, cookies: dict[str, str], engine: Engine) -> None:
    with unit_of_work(engine) as session:
        session.get_one(Account, 1).full_name = "<script>alert(1)</script>"
    client.cookies.set(SESSION_COOKIE, cookies["hanh"])

    assert "<script>alert" not in client.get("/my-account").text

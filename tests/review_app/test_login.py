"""Log in and out by plain forms that another site cannot send."""

from types import ModuleType

import pytest
from httpx import Response
from sqlalchemy import Engine
from starlette.testclient import TestClient

from review_app.forms import LARGEST_FORM, safe_target
from review_app.gate import LANGUAGE_COOKIE, SESSION_COOKIE
from storage.database import unit_of_work
from storage.people.accounts import disable_account
from storage.people.password_logins import FREE_ATTEMPTS

SAME = {"origin": "http://desk"}


def _log_in(client: TestClient, password: str, *, headers: dict[str, str] = SAME, **more: str) -> Response:
    return client.post("/login", data={"name": "hanh", "password": password, **more}, headers=headers)


def test_the_form_is_vietnamese_and_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/login").text

    assert "Đăng nhập" in page
    assert '<html lang="vi">' in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page


def test_logging_in_gives_a_cookie_that_scripts_cannot_read(client: TestClient, office: ModuleType) -> None:
    answer = _log_in(client, office.PASSWORD, next="/item?item=3")

    assert (answer.status_code, answer.headers["location"]) == (303, "/item?item=3")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert client.get("/").text == "inside"


def test_over_https_the_cookie_is_secure(client: TestClient, office: ModuleType) -> None:
    client.base_url = "https://desk"

    answer = _log_in(client, office.PASSWORD, headers={"origin": "https://desk"})

    assert "secure" in answer.headers["set-cookie"].lower()


def test_a_login_gives_a_fresh_secret_and_ends_the_one_that_was_there(
    client: TestClient, cookies: dict[str, str], office: ModuleType
) -> None:
    client.cookies.set(SESSION_COOKIE, cookies["quang"])

    answer = _log_in(client, office.PASSWORD)

    client.cookies.clear()
    assert cookies["quang"] not in answer.headers["set-cookie"]
    assert client.get("/", headers={"cookie": f"{SESSION_COOKIE}={cookies['quang']}"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil"},
        {"origin": "null"},
        {"origin": "http://desk", "sec-fetch-site": "cross-site"},
        {"origin": "http://desk", "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_does_nothing(client: TestClient, office: ModuleType, headers: dict[str, str]) -> None:
    answer = _log_in(client, office.PASSWORD, headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_wrong_password_says_no_more_than_that(client: TestClient) -> None:
    known, unknown = _log_in(client, "nope"), client.post("/login", data={"name": "who", "password": "x"}, headers=SAME)

    assert (known.status_code, unknown.status_code) == (401, 401)
    assert "Tên hoặc mật khẩu không đúng" in known.text
    assert "Tên hoặc mật khẩu không đúng" in unknown.text


def test_too_many_wrong_passwords_lock_the_account_also_for_the_right_one(
    client: TestClient, office: ModuleType
) -> None:
    for _attempt in range(FREE_ATTEMPTS):
        assert _log_in(client, "nope").status_code == 401

    answer = _log_in(client, office.PASSWORD)

    assert answer.status_code == 429
    assert "Hãy thử lại sau" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_disabled_account_cannot_log_in(client: TestClient, office: ModuleType, engine: Engine) -> None:
    with unit_of_work(engine) as session:
        disable_account(session, "hanh", now=office.MORNING)

    assert _log_in(client, office.PASSWORD).status_code == 401


def test_what_was_typed_comes_back_escaped(client: TestClient) -> None:
    answer = client.post("/login", data={"name": '"><script>x', "password": "y"}, headers=SAME)

    assert "<script>x" not in answer.text
    assert "&lt;script&gt;x" in answer.text


def test_a_huge_form_is_refused(client: TestClient) -> None:
    assert _log_in(client, "x" * LARGEST_FORM).status_code == 413


def test_logout_asks_then_ends_the_session_whatever_the_browser_still_holds(
    client: TestClient, cookies: dict[str, str]
) -> None:
    mine = {"cookie": f"{SESSION_COOKIE}={cookies['hanh']}"}
    assert "Đăng xuất khỏi Soi Tin?" in client.get("/logout", headers=mine).text
    assert client.get("/", headers=mine).text == "inside"

    assert client.post("/logout", headers={**mine, "origin": "http://evil"}).status_code == 403
    answer = client.post("/logout", headers={**mine, **SAME})

    assert answer.headers["location"] == "/login?out=1"
    assert client.get("/", headers=mine).status_code == 401
    assert "Bạn đã đăng xuất" in client.get("/login?out=1").text


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        (None, "/"),
        ("/item?item=3", "/item?item=3"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/ok\r\nset-cookie: a=b", "/"),
        ("/login", "/"),
        ("item", "/"),
        ("/a\\b", "/"),
    ],
)
def test_after_the_login_one_stays_in_this_app(asked: str | None, target: str) -> None:
    assert safe_target(asked) == target


def test_the_language_is_kept_in_a_cookie(client: TestClient) -> None:
    answer = client.get("/login?lang=en")

    assert "Log in" in answer.text
    assert f"{LANGUAGE_COOKIE}=en" in answer.headers["set-cookie"]
    assert "Log in" in client.get("/login").text

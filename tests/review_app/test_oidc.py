"""Logging in at a real OpenID provider on loopback; what it says counts only signed, for us, in time and asked for."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from httpx import Response
from sqlalchemy import Engine
from starlette.testclient import TestClient

from review_app import oidc_client
from review_app.gate import SESSION_COOKIE
from review_app.oidc import STATE_COOKIE
from review_app.service import database, logins, provider
from storage.database import reading, unit_of_work
from storage.people.accounts import Post, change_account, disable_account
from storage.settings import settings
from storage.tables import Account, AuditEvent, LoginSession

SECRET = "a-long-secret-of-the-loopback-provider"
SAME = {"origin": "http://desk"}
WAITS = "Quản trị cần duyệt"
FAILED = "không thành công"


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """A provider in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    program = Path(__file__).with_name("loopback_provider.py")
    with subprocess.Popen([sys.executable, str(program), str(port)], stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _attempt in range(200):
        try:
            if httpx.get(f"{address}/jwks").status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail("the provider did not start")


def _forget() -> None:
    settings.cache_clear()
    provider.provider.cache_clear()
    oidc_client.client_of.cache_clear()


@pytest.fixture
def desk(client: TestClient, issuer: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The app, set up for the provider, which tells the truth."""
    monkeypatch.setenv("SOITIN_OIDC_ISSUER", issuer)
    monkeypatch.setenv("SOITIN_OIDC_CLIENT_ID", "soi-tin")
    monkeypatch.setenv("SOITIN_OIDC_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("SOITIN_PUBLIC_ADDRESS", "http://127.0.0.1:1")
    _forget()
    _lie(issuer)
    yield client
    _forget()


def _lie(issuer: str, **lies: Any) -> None:
    httpx.put(f"{issuer}/test/lies", json=lies).raise_for_status()


def _go_there(desk: TestClient, person: str = "7f3a", target: str = "/item?item=3") -> str:
    """Begin here, say at the provider who one is, and return the way back."""
    begun = desk.get("/login/provider", params={"next": target})
    assert begun.status_code == 302, begun.text
    agreed = httpx.post(begun.headers["location"], data={"sub": person})
    back = urlsplit(agreed.headers["location"])
    return f"{back.path}?{back.query}"


def _log_in(desk: TestClient, person: str = "7f3a") -> Response:
    return desk.get(_go_there(desk, person))


def _let_in(engine: Engine, name: str = "lien") -> None:
    with unit_of_work(engine) as session:
        change_account(session, name, Post(role="officer"), by=None, now=database.now())


def _accounts(engine: Engine) -> list[tuple[str, str, bool]]:
    with reading(engine) as session:
        rows = session.query(Account).filter(Account.provider_subject.is_not(None)).order_by(Account.id)
        return [(account.name, account.role, account.disabled_at is None) for account in rows]


def test_the_login_page_offers_it_only_where_it_is_set_up(client: TestClient) -> None:
    assert "tài khoản cơ quan" not in client.get("/login").text
    assert client.get("/login/provider").status_code == 404


def test_who_comes_for_the_first_time_waits_and_gets_no_session(desk: TestClient, engine: Engine) -> None:
    assert "tài khoản cơ quan" in desk.get("/login").text

    answer = _log_in(desk)

    assert answer.status_code == 403
    assert WAITS in answer.text
    assert SESSION_COOKIE not in answer.headers["set-cookie"]
    assert _accounts(engine) == [("lien", "waiting", False)]


def test_who_was_let_in_gets_a_session_and_goes_where_they_wanted(desk: TestClient, engine: Engine) -> None:
    _log_in(desk)
    _let_in(engine)

    answer = _log_in(desk)

    assert (answer.status_code, answer.headers["location"]) == (303, "/item?item=3")
    assert desk.get("/").text == "inside"
    assert _accounts(engine) == [("lien", "officer", True)]
    with reading(engine) as session:
        assert session.query(LoginSession).filter(LoginSession.kind == "provider").count() == 1
        assert session.query(AuditEvent).order_by(AuditEvent.number.desc()).first().detail == '{"kind": "provider"}'


def test_the_request_carries_state_nonce_and_a_challenge_and_asks_for_the_public_address(
    desk: TestClient, issuer: str
) -> None:
    asked = parse_qs(urlsplit(desk.get("/login/provider").headers["location"]).query)

    assert asked["redirect_uri"] == ["http://127.0.0.1:1/login/provider/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    _log_in(desk)
    assert len(httpx.get(f"{issuer}/test/seen").json()[-1]["code_verifier"]) >= 43


def test_a_person_whose_name_is_taken_does_not_get_the_other_ones_account(desk: TestClient, engine: Engine) -> None:
    _log_in(desk, "9c21")  # calls himself hanh, as an officer with a password does

    assert _accounts(engine) == [("hanh-2", "waiting", False)]


def test_a_provider_account_has_no_password_that_fits(desk: TestClient, engine: Engine) -> None:
    _log_in(desk)
    _let_in(engine)

    for password in ("", "lien", SECRET):
        assert isinstance(logins.log_in("lien", password, old_token=None), logins.Refusal)


def test_a_disabled_person_is_refused_though_the_provider_knows_them(desk: TestClient, engine: Engine) -> None:
    _log_in(desk)
    _let_in(engine)
    with unit_of_work(engine) as session:
        disable_account(session, "lien", now=database.now())

    assert _log_in(desk).status_code == 403


@pytest.mark.parametrize(
    "lies",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"aud": "another-app"}},
        {"claims": {"aud": ["another-app"], "azp": "soi-tin"}},
        {"claims": {"aud": None}},
        {"claims": {"azp": "another-app"}},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"sub": None}},
        {"claims": {"sub": 7}},
        {"claims": {"sub": ""}},
        {"claims": {"sub": "x" * 500}},
        {"claims": {"sub": "7f3a\u0000"}},
        {"claims": {"exp": 1_000_000_000}},
        {"later": -7200},
        {"later": 7200},
        {"alg": "none"},
        {"alg": "HS256"},
        {"other_key": True},
        {"no_id_token": True},
        {"down": ["/oauth2/token"]},
    ],
    ids=lambda lies: str(lies)[:50],
)
def test_a_word_of_the_provider_that_does_not_fit_logs_nobody_in(
    desk: TestClient, engine: Engine, issuer: str, lies: dict[str, Any]
) -> None:
    _log_in(desk)
    _let_in(engine)
    back = _go_there(desk)
    _lie(issuer, **lies)

    answer = desk.get(back)

    assert answer.status_code in (400, 403)
    assert FAILED in answer.text or WAITS in answer.text
    assert SESSION_COOKIE not in answer.headers["set-cookie"]
    assert desk.get("/").status_code == 401


def test_a_provider_under_another_name_is_none(desk: TestClient, issuer: str) -> None:
    _lie(issuer, description={"issuer": "https://evil.example"})

    assert desk.get("/login/provider").status_code == 502


@pytest.mark.parametrize("down", ["/.well-known/openid-configuration", "/jwks"])
def test_a_provider_that_is_down_is_said_so_and_passwords_still_work(
    desk: TestClient, issuer: str, office: Any, down: str
) -> None:
    _lie(issuer, down=[down])
    begun = desk.get("/login/provider")
    assert begun.status_code == (502 if "well-known" in down else 302)

    if begun.status_code == 302:
        agreed = urlsplit(httpx.post(begun.headers["location"], data={"sub": "7f3a"}).headers["location"])
        assert FAILED in desk.get(f"{agreed.path}?{agreed.query}").text
    answer = desk.post("/login", data={"name": "hanh", "password": office.PASSWORD}, headers=SAME)
    assert answer.status_code == 303


def test_a_provider_that_came_back_is_asked_again(desk: TestClient, issuer: str) -> None:
    _lie(issuer, down=["/.well-known/openid-configuration"])
    assert desk.get("/login/provider").status_code == 502
    _lie(issuer)

    assert desk.get("/login/provider").status_code == 302


def test_an_answer_works_once(desk: TestClient, engine: Engine) -> None:
    _log_in(desk)
    _let_in(engine)
    back = _go_there(desk)
    kept = desk.cookies[STATE_COOKIE]
    assert desk.get(back).status_code == 303
    desk.cookies.clear()

    assert FAILED in desk.get(back).text
    assert FAILED in desk.get(back, headers={"cookie": f"{STATE_COOKIE}={kept}"}).text
    assert desk.get("/").status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "e30.aaaa.bbbb", "x" * 4000])
def test_an_answer_that_this_browser_did_not_ask_for_logs_nobody_in(desk: TestClient, cookie: str) -> None:
    back = _go_there(desk)
    desk.cookies.clear()

    answer = desk.get(back, headers={"cookie": f"{STATE_COOKIE}={cookie}"})

    assert answer.status_code == 400
    assert FAILED in answer.text


def test_an_answer_to_another_login_of_this_browser_logs_nobody_in(desk: TestClient) -> None:
    first = _go_there(desk)
    _go_there(desk)

    assert FAILED in desk.get(first).text


def test_what_the_provider_refuses_is_said_so(desk: TestClient) -> None:
    state = parse_qs(urlsplit(desk.get("/login/provider").headers["location"]).query)["state"][0]

    answer = desk.get(
        "/login/provider/back", params={"error": "access_denied", "state": state, "error_description": "<b>"}
    )

    assert answer.status_code == 400
    assert FAILED in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    ("person", "status"), [("7f3a", 403), ("9c21", 403), ("b5e0", 403)], ids=["ours", "elsewhere", "not verified"]
)
def test_only_verified_addresses_of_the_offices_domains_may_ask(
    desk: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch, person: str, status: int
) -> None:
    monkeypatch.setenv("SOITIN_OIDC_DOMAINS", "so.example, @khac.example")
    _forget()

    answer = _log_in(desk, person)

    assert answer.status_code == status
    assert (WAITS in answer.text) == (person == "7f3a")
    assert len(_accounts(engine)) == (1 if person == "7f3a" else 0)


def test_the_target_of_a_login_stays_in_this_app(desk: TestClient, engine: Engine) -> None:
    _log_in(desk)
    _let_in(engine)

    assert desk.get(_go_there(desk, target="//evil.example")).headers["location"] == "/"


def test_logging_out_ends_the_session_and_leads_to_the_provider(desk: TestClient, engine: Engine, issuer: str) -> None:
    _log_in(desk)
    _let_in(engine)
    _log_in(desk)
    token = desk.cookies[SESSION_COOKIE]
    assert f"form-action 'self' {issuer}" in desk.get("/logout").headers["content-security-policy"]

    answer = desk.post("/logout", headers=SAME)

    assert answer.headers["location"].startswith(f"{issuer}/oauth2/end_session?")
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["client_id"] == ["soi-tin"]
    assert asked["post_logout_redirect_uri"] == ["http://127.0.0.1:1/login?out=1"]
    assert logins.who(token) is None


def test_logging_out_works_though_the_provider_is_down(desk: TestClient, engine: Engine, issuer: str) -> None:
    _log_in(desk)
    _let_in(engine)
    _log_in(desk)
    oidc_client.client_of.cache_clear()
    _lie(issuer, down=["/.well-known/openid-configuration"])

    assert desk.post("/logout", headers=SAME).headers["location"] == "/login?out=1"
    assert desk.get("/").status_code == 401


def test_who_logged_in_with_a_password_is_not_sent_to_the_provider(desk: TestClient, office: Any) -> None:
    desk.post("/login", data={"name": "hanh", "password": office.PASSWORD}, headers=SAME)

    assert desk.post("/logout", headers=SAME).headers["location"] == "/login?out=1"


def _logged_in_with(desk: TestClient, engine: Engine, issuer: str, sid: str) -> str:
    _log_in(desk)
    _let_in(engine)
    _lie(issuer, claims={"sid": sid})
    _log_in(desk)
    _lie(issuer)
    return desk.cookies[SESSION_COOKIE]


def _said_over(desk: TestClient, issuer: str, **claims: Any) -> int:
    token = httpx.post(f"{issuer}/test/logout-token", json=claims).text
    return desk.post("/login/provider/ended", data={"logout_token": token}).status_code


@pytest.mark.parametrize("claims", [{"sid": "s-1"}, {"sub": "7f3a"}, {"sub": "7f3a", "sid": "s-1"}])
def test_the_provider_ends_a_session_from_its_side(
    desk: TestClient, engine: Engine, issuer: str, claims: dict[str, str]
) -> None:
    token = _logged_in_with(desk, engine, issuer, "s-1")
    assert logins.who(token) is not None

    assert _said_over(desk, issuer, **claims) == 200

    assert logins.who(token) is None


@pytest.mark.parametrize(
    "claims",
    [
        {"sid": "s-2"},
        {"sub": "9c21"},
        {"sub": "9c21", "sid": "s-1"},
        {"sid": "%"},
        {},
        {"sub": "7f3a", "nonce": "x"},
        {"sub": "7f3a", "events": {}},
        {"sub": "7f3a", "events": None},
        {"sub": "7f3a", "aud": "another-app"},
        {"sub": "7f3a", "iss": "https://evil.example"},
        {"sub": "7f3a", "iat": 1_000_000_000},
        {"sub": "7f3a", "iat": None},
        {"sub": "7f3a", "jti": None},
    ],
    ids=str,
)
def test_what_is_no_proper_logout_token_ends_nobodys_session(
    desk: TestClient, engine: Engine, issuer: str, claims: dict[str, Any]
) -> None:
    token = _logged_in_with(desk, engine, issuer, "s-1")

    _said_over(desk, issuer, **claims)

    assert logins.who(token) is not None


@pytest.mark.parametrize("lies", [{"other_key": True}, {"alg": "none"}, {"alg": "HS256"}], ids=str)
def test_a_logout_token_that_the_provider_did_not_sign_ends_nobodys_session(
    desk: TestClient, engine: Engine, issuer: str, lies: dict[str, Any]
) -> None:
    token = _logged_in_with(desk, engine, issuer, "s-1")
    _lie(issuer, **lies)

    assert _said_over(desk, issuer, sub="7f3a") == 400

    assert logins.who(token) is not None


@pytest.mark.parametrize("body", [b"", b"logout_token=", b"logout_token=a.b.c", b"\xff\xfe", b"x" * 100_000])
def test_rubbish_at_the_logout_address_is_refused(desk: TestClient, body: bytes) -> None:
    answer = desk.post("/login/provider/ended", content=body)

    assert answer.status_code == 400
    assert answer.headers["cache-control"] == "no-store"

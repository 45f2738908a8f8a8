"""Attempts to get in, or further in: each of them is tried here and has to end outside."""

import hashlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.testing.v1 import AppTest

from review_app import navigation
from review_app.gate import LANGUAGE_COOKIE, SESSION_COOKIE, Gate
from review_app.service import database, logins
from storage.database import reading, unit_of_work
from storage.people.accounts import Post, add_account, change_account, disable_account
from storage.people.password_logins import FREE_ATTEMPTS
from storage.people.roles import DEEDS, may
from storage.people.sessions import end_session, start_session
from storage.tables import Account, AuditEvent, LoginSession

SAME = {"origin": "http://desk"}
PAGE = {"accept": "text/html"}


def _with(token: str) -> dict[str, str]:
    return {"cookie": f"{SESSION_COOKIE}={token}"}


# without a session


@pytest.mark.parametrize(
    "path",
    [
        *("/", "//", "/queue", "/item?item=1", "/accounts", "/audit", "/my-account", "/password", "/language?to=en"),
        *("/static/js/index.js", "/media/x.xlsx", "/component/x/index.html", "/_stcore/health", "/_stcore/host-config"),
        *("/_stcore/upload_file/a/b", "/_stcore/stream", "/_stcore/metrics", "/_stcore/message", "/favicon.png"),
        *(
            "/login/",
            "/login/x",
            "//login",
            "/LOGIN",
            "/login%2f",
            "/login%00",
            "/login;x",
            "/login.json",
        ),
        *("/login/provider/x", "/login/provider/back/", "/login%2fprovider%2fback%2f..%2f..%2f..", "/./login/"),
        *("/robots.txt", "/.env", "/%2e%2e/%2e%2e/etc/passwd", "/?path=/login", "/#/login", "/queue?/login"),
    ],
)
@pytest.mark.parametrize("headers", [{}, PAGE], ids=["program", "browser"])
def test_no_path_but_the_login_answers_without_a_session(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.get(path, headers=headers)

    assert "inside" not in answer.text
    assert answer.status_code in ((303,) if headers else (401,))
    assert answer.headers.get("location", "/login").startswith("/login")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "desk/login?"},
        {"host": "desk/login#"},
        {"x-forwarded-host": "desk/login"},
        {"x-original-url": "/login", "x-rewrite-url": "/login"},
        {"x-forwarded-prefix": "/login", "x-http-method-override": "GET"},
        {"x-forwarded-user": "hanh", "remote-user": "hanh", "x-streamlit-user": "hanh"},
        {"authorization": "Basic aGFuaDp0aGFuaC10cmEtMjAyNg=="},
        {"authorization": "Bearer hanh"},
        {"upgrade": "websocket", "connection": "upgrade"},
    ],
    ids=str,
)
def test_no_header_stands_for_a_session(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/queue", headers=headers).status_code == 401


# with a forged session


def test_no_made_up_cookie_is_a_session(client: TestClient, cookies: dict[str, str], engine: Engine) -> None:
    real = cookies["hanh"]
    with reading(engine) as session:
        stored = [login.token_sha256 for login in session.query(LoginSession)]
    forged = [
        *(secrets.token_urlsafe(32) for _ in range(20)),
        *stored,  # who reads the database still has no cookie
        *(hashlib.sha256(one.encode()).hexdigest() for one in stored),
        *(real[:-1], real + "x", real.swapcase(), real[::-1], f" {real[1:]}", f"{real}%00", f"{real}; x"),
        *(
            "' OR '1'='1",
            "' OR 1=1 --",
            "x'; DROP TABLE session; --",
            "%",
            "_" * 43,
            "*",
            "null",
            "None",
            "0",
            "1",
            "true",
        ),
        *("hanh", "1:hanh", "../../etc/passwd", "{}", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJoYW5oIn0.", "x" * 60_000),
    ]

    answers = {token[:40]: client.get("/queue", headers=_with(token)).status_code for token in forged}

    # `real; x` is the real cookie and another one behind it
    assert {token for token, status in answers.items() if status != 401} <= {f"{real}; x"[:40]}
    assert client.get("/queue", headers=_with(real)).text == "inside"


@pytest.mark.parametrize("fate", ["ended", "expired", "disabled"])
def test_a_session_that_is_over_opens_nothing(
    client: TestClient, cookies: dict[str, str], engine: Engine, fate: str
) -> None:
    with unit_of_work(engine) as session:
        if fate == "ended":
            end_session(session, cookies["hanh"], now=database.now())
        elif fate == "expired":
            for login in session.query(LoginSession):
                login.expires_at = database.now() - timedelta(seconds=1)
        else:
            disable_account(session, "hanh", now=database.now())

    assert client.get("/queue", headers=_with(cookies["hanh"])).status_code == 401


def test_a_secret_put_into_a_browser_before_the_login_is_not_taken_over(client: TestClient, office: object) -> None:
    planted = secrets.token_urlsafe(32)
    client.cookies.set(SESSION_COOKIE, planted)

    answer = client.post("/login", data={"name": "hanh", "password": office.PASSWORD}, headers=SAME)  # type: ignore[attr-defined]

    assert answer.status_code == 303
    assert planted not in answer.headers["set-cookie"]
    assert logins.who(planted) is None


def test_a_session_of_the_attacker_is_not_the_one_of_who_logs_in_over_it(
    client: TestClient, cookies: dict[str, str], office: object
) -> None:
    client.cookies.set(SESSION_COOKIE, cookies["quang"])

    client.post("/login", data={"name": "hanh", "password": office.PASSWORD}, headers=SAME)  # type: ignore[attr-defined]

    assert logins.who(cookies["quang"]) is None


# guessing


def test_guessing_a_password_gets_five_tries_and_then_none(client: TestClient, office: object) -> None:
    guesses = [f"mat-khau-{number}" for number in range(60)]
    guesses[30] = office.PASSWORD  # type: ignore[attr-defined]

    answers = [
        client.post("/login", data={"name": "hanh", "password": guess}, headers=SAME).status_code for guess in guesses
    ]

    assert answers == [401] * FREE_ATTEMPTS + [429] * (len(guesses) - FREE_ATTEMPTS)


def test_guessing_tells_nobody_which_names_there_are(client: TestClient) -> None:
    def tried(name: str) -> list[tuple[int, str]]:
        answers = [client.post("/login", data={"name": name, "password": "x"}, headers=SAME) for _ in range(8)]
        seconds = [str(number) for number in range(20, 31)]
        return [(a.status_code, "".join(a.text.split(name)).translate(str.maketrans("", "", "".join(seconds))))
                for a in answers]  # fmt: skip

    assert tried("hanh") == tried(f"khong-co-{secrets.token_hex(4)}")


def test_guessing_for_long_cannot_fill_the_audit_chain(client: TestClient, engine: Engine) -> None:
    def refused() -> list[tuple[str, str, int]]:
        with reading(engine) as session:
            events = session.scalars(select(AuditEvent).where(AuditEvent.action == "log_in_refused")).all()
            told = [(event.subject, json.loads(event.detail)) for event in events]
        return [(subject, said.get("why", ""), said.get("number", 1)) for subject, said in told]

    for number in range(120):
        client.post("/login", data={"name": f"ai-{number}", "password": "x"}, headers=SAME)
    for _ in range(FREE_ATTEMPTS + 100):
        client.post("/login", data={"name": "hanh", "password": "x"}, headers=SAME)

    assert [one for one in refused() if one[0] == "account:?"] == [("account:?", "password", n) for n in (1, 10, 100)]
    of_hanh = [one[1:] for one in refused() if one[0] == "account:hanh"]
    assert of_hanh == [("", 1)] * FREE_ATTEMPTS + [("locked", n) for n in (1, 10, 100)]


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a\x00b",
        "hanh\x00",
        "\ud83d",
        "x" * 15_000,
        "' OR 1=1 --",
        "hanh\r\nx: y",
        "%00",
        "ＨＡＮＨ",
        "\u202ehnah",
    ],
)
@pytest.mark.parametrize("password", ["x", "\x00", ""])
def test_no_odd_name_or_password_is_more_than_a_wrong_one(client: TestClient, name: str, password: str) -> None:
    body = {"name": name.encode("utf-8", "replace").decode(), "password": password}

    answer = client.post("/login", data=body, headers=SAME)

    assert answer.status_code in (401, 429)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name",
        b"&&&=&",
        b"name=hanh",
        b"\xff\xfe\x00",
        b"name=%ff%00&password=%ff",
        b"a=1&" * 3000,
        b"{}",
        b"x" * 20_000,
    ],
)
def test_no_odd_form_is_more_than_a_wrong_one(client: TestClient, content: bytes) -> None:
    answer = client.post("/login", content=content, headers=SAME)

    assert answer.status_code in (401, 413, 429)
    assert "set-cookie" not in answer.headers


# led elsewhere

TARGETS = [
    *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "http:evil"),
    *("javascript:alert(1)", "data:text/html,x", " //evil.example", "/\t/evil.example", "/\n/evil.example"),
    *(
        "/x\r\nset-cookie: soitin_session=a",
        "/\u2028x",
        "/%0d%0aset-cookie:a=b",
        "evil.example",
        "@evil.example",
        "/[::1",
    ),
    *("/login/provider", "//[", "https://desk@evil.example", "/\\/evil.example", "\x00//evil"),
]


@pytest.mark.parametrize("target", TARGETS)
def test_no_target_leads_to_another_site_or_into_the_head_of_an_answer(
    client: TestClient, cookies: dict[str, str], office: object, target: str
) -> None:
    form = {"name": "hanh", "password": office.PASSWORD, "next": target}  # type: ignore[attr-defined]
    answers = [client.post("/login", data=form, headers=SAME)]
    answers.append(client.get("/login", params={"next": target}, headers=_with(cookies["quang"])))
    answers.append(client.get("/language", params={"to": "en", "next": target}, headers=_with(cookies["quang"])))

    for answer in answers:
        assert answer.status_code == 303
        where = answer.headers["location"]
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))
        assert "evil=" not in str(answer.headers)
        assert f"{SESSION_COOKIE}=a;" not in answer.headers.get("set-cookie", "") + ";"


@pytest.mark.parametrize(
    "code", ["../../etc/passwd", "vi\r\nx: y", "x" * 5000, "en; path=/x", "<script>", "\x00", "EN", ""]
)
def test_a_nonsense_language_is_the_default_one(client: TestClient, cookies: dict[str, str], code: str) -> None:
    asked = client.get("/language", params={"to": code, "next": "/"}, headers=_with(cookies["hanh"]))
    assert "set-cookie" not in asked.headers
    plain = code.replace("\r\n", "").replace("\x00", "").replace("; ", "")

    answer = client.get("/login", headers={"cookie": f"{LANGUAGE_COOKIE}={plain}"})

    assert '<html lang="vi">' in answer.text
    assert "<script>" not in answer.text


# further in


@pytest.mark.parametrize("role", [*DEEDS, "waiting", "nonsense", ""])
def test_a_role_gets_the_pages_of_its_deeds_and_no_other(role: str) -> None:
    somebody = logins.Person(id=1, name="x", full_name="X", role=role)

    assert len(navigation.pages_of(somebody)) == sum(may(role, place.deed) for place in navigation.PLACES)


@pytest.mark.parametrize("role", ["analyst", "operator", "officer"])
@pytest.mark.parametrize("view", ["accounts", "audit"])
def test_a_typed_address_opens_no_page_of_another_role(
    open_page: Callable[..., AppTest], engine: Engine, role: str, view: str
) -> None:
    with unit_of_work(engine) as session:
        session.get_one(Account, 1).role = role

    with pytest.raises(Exception, match=view):
        open_page(view, who="hanh")


def test_a_role_taken_away_is_gone_with_the_next_look(cookies: dict[str, str], engine: Engine) -> None:
    with unit_of_work(engine) as session:
        add_account(session, name="chi", full_name="Chi", role="leader", password="dong-bang-16", now=database.now())
        change_account(session, "hanh", Post(role="operator", provinces=("40",)), by=None, now=database.now())

    person = logins.who(cookies["hanh"])

    assert person is not None
    assert (person.may("decide"), person.may("reveal"), person.provinces) == (False, False, ("40",))


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for heard in websocket.iter_bytes():
        await websocket.send_bytes(heard)


@pytest.mark.parametrize("fate", ["ended", "disabled", "must change"])
def test_an_open_tab_presses_nothing_once_its_session_is_over(
    cookies: dict[str, str], engine: Engine, fate: str
) -> None:
    pressed = BackMsg()
    pressed.rerun_script.widget_states.widgets.add(id="decide", trigger_value=True)
    app = Starlette(routes=[WebSocketRoute("/_stcore/stream", _echo)], middleware=[Middleware(Gate)])
    client = TestClient(app, base_url="http://desk")
    with client.websocket_connect("/_stcore/stream", headers=_with(cookies["hanh"])) as websocket:
        websocket.send_bytes(pressed.SerializeToString())
        assert websocket.receive_bytes() == pressed.SerializeToString()

        with unit_of_work(engine) as session:
            if fate == "ended":
                end_session(session, cookies["hanh"], now=database.now())
            elif fate == "disabled":
                disable_account(session, "hanh", now=database.now())
            else:
                session.get_one(Account, 1).must_change_password = True
        websocket.send_bytes(pressed.SerializeToString())

        heard = BackMsg.FromString(websocket.receive_bytes())
        assert heard.WhichOneof("type") == "rerun_script"
        assert not heard.rerun_script.widget_states.widgets


# a server of its own


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    serve = f"from review_app.server import serve; serve('127.0.0.1', {port})"
    environment = {**os.environ, "SOITIN_HOME": str(folder), "SOITIN_DATABASE_URL": ""}
    with subprocess.Popen([sys.executable, "-c", serve], cwd=folder, env=environment) as server:
        try:
            for _attempt in range(400):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()


def _said(address: str, request: bytes) -> bytes:
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(request)
        said = b""
        while part := connection.recv(65536):
            said += part
            if b"\r\n\r\n" in said:
                break
    return said


def test_a_session_outlives_the_server_and_no_broken_request_gets_in_or_brings_it_down(
    home: Path, cookies: dict[str, str]
) -> None:
    session = {"cookie": f"{SESSION_COOKIE}={cookies['hanh']}"}
    with _served(home) as address:
        for request in (
            b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: soitin_session=" + b"x" * 200_000 + b"\r\n\r\n",
            b"GET /\x00 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            b"GET /queue HTTP/1.1\r\nhost: x/login?\r\nconnection: close\r\n\r\n",
            b"GET http://x/login/../queue HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            b"GET /login HTTP/1.1\r\nhost: x\r\n\r\nGET /queue HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
        ):
            said = _said(address, request)
            assert b"Streamlit" not in said, request[:60]
            assert b" 500 " not in said.partition(b"\r\n")[0], request[:60]
        assert httpx.get(f"http://{address}/", headers=session).status_code == 200

    with _served(home) as address:
        assert httpx.get(f"http://{address}/", headers=session).status_code == 200
        assert httpx.get(f"http://{address}/").status_code == 401


def test_the_login_under_way_is_not_a_session(client: TestClient, engine: Engine) -> None:
    with unit_of_work(engine) as session:
        token = start_session(session, session.get_one(Account, 1), now=database.now() - timedelta(hours=13))

    assert client.get("/", headers={"cookie": f"soitin_login={token}"}).status_code == 401
    assert client.get("/", headers=_with(token)).status_code == 401

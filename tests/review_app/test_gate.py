"""Nothing answers without a session."""

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from review_app.gate import SESSION_COOKIE
from review_app.service import database
from storage.database import unit_of_work
from storage.people.accounts import disable_account

BROWSER = {"accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    "path",
    ["/", "/item?item=3", "/static/js/index.js", "/_stcore/health", "/media/x.png", "/logout", "/login/x", "/LOGIN"],
)
@pytest.mark.parametrize("cookie", [None, "", "guess", "x" * 5000])
def test_without_a_session_a_file_is_refused(client: TestClient, path: str, cookie: str | None) -> None:
    headers = {} if cookie is None else {"cookie": f"{SESSION_COOKIE}={cookie}"}

    answer = client.get(path, headers=headers)

    assert answer.status_code == 401
    assert "inside" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"])
def test_without_a_session_every_method_is_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/_stcore/upload_file/a/b").status_code == 401


def test_a_page_leads_to_the_login_and_remembers_where_one_wanted_to_go(client: TestClient) -> None:
    answer = client.get("/item?item=3", headers=BROWSER)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fitem%3Fitem%3D3")


def test_without_a_session_the_websocket_is_refused(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass


def test_with_a_session_page_file_and_websocket_answer(client: TestClient, cookies: dict[str, str]) -> None:
    client.cookies.set(SESSION_COOKIE, cookies["hanh"])

    assert client.get("/").text == "inside"
    assert client.get("/static/js/index.js").text == "inside"
    with client.websocket_connect("/_stcore/stream") as websocket:
        assert websocket.receive_text() == "inside"


def test_a_disabled_account_is_out_at_once(client: TestClient, cookies: dict[str, str], engine: Engine) -> None:
    client.cookies.set(SESSION_COOKIE, cookies["hanh"])
    with unit_of_work(engine) as session:
        disable_account(session, "hanh", now=database.now())

    assert client.get("/").status_code == 401


def test_every_answer_forbids_frames_and_foreign_sources(client: TestClient) -> None:
    policy = client.get("/login").headers["content-security-policy"]

    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self'" in policy


def test_a_database_that_does_not_answer_is_said_so(client: TestClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE session RENAME TO lost")

    answer = client.get("/", headers={"cookie": f"{SESSION_COOKIE}=any"})

    assert answer.status_code == 503
    assert "Cơ sở dữ liệu không trả lời" in answer.text

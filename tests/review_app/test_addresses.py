"""Typed addresses of pages: answered by a sentence or the page itself, never by another page."""

import pytest
from sqlalchemy import Engine, update
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from review_app.addresses import Addresses
from review_app.gate import SESSION_COOKIE, Gate
from review_app.login import ROUTES
from storage.database import unit_of_work
from storage.tables import Account


async def _page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("page")


@pytest.fixture
def browser(cookies: dict[str, str]) -> TestClient:
    """Somebody at a browser, in front of an app of empty pages."""
    app = Starlette(
        routes=[*ROUTES, Route("/{rest:path}", _page)], middleware=[Middleware(Gate), Middleware(Addresses)]
    )
    client = TestClient(app, base_url="http://desk", follow_redirects=False, headers={"accept": "text/html"})
    client.cookies.set(SESSION_COOKIE, cookies["hanh"])
    return client


def _make(engine: Engine, role: str) -> None:
    with unit_of_work(engine) as session:
        session.execute(update(Account).where(Account.name == "hanh").values(role=role))


def test_a_page_that_one_may_open_is_drawn(browser: TestClient) -> None:
    assert browser.get("/item?item=3").text == "page"
    assert browser.get("/").text == "page"


@pytest.mark.parametrize(
    ("role", "view"), [("officer", "queue"), ("leader", "overview"), ("administrator", "overview")]
)
def test_the_page_that_one_begins_with_stands_at_the_root(
    browser: TestClient, engine: Engine, role: str, view: str
) -> None:
    _make(engine, role)

    answer = browser.get(f"/{view}?a=1&b=%C4%91")

    assert (answer.status_code, answer.headers["location"]) == (303, "/?a=1&b=%C4%91")


def test_a_page_of_another_role_is_refused_in_a_sentence(browser: TestClient) -> None:
    answer = browser.get("/accounts")

    assert answer.status_code == 403
    assert "Tài khoản của bạn không được mở trang này." in answer.text


def test_a_page_that_is_not_there_is_no_other_page(browser: TestClient) -> None:
    answer = browser.get("/khong-co")

    assert answer.status_code == 404
    assert "Không có trang này." in answer.text


def test_files_and_streamlits_own_addresses_pass(browser: TestClient) -> None:
    for path in ("/favicon.png", "/static/js/index.js", "/_stcore/health"):
        assert browser.get(path).text == "page"


def test_what_a_script_asks_for_is_left_to_the_app(browser: TestClient) -> None:
    assert browser.get("/khong-co", headers={"accept": "*/*"}).text == "page"

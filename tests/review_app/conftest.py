"""A fresh home with a real database for each test, pages driven without a browser, and an app behind its gate."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.testing.v1 import AppTest

from review_app import language, person
from review_app.gate import Gate
from review_app.login import ROUTES
from review_app.service import database, provider
from storage.database import open_database
from storage.people import passwords
from storage.settings import settings

APP = Path(person.__file__).parent / "app.py"


def _load_office() -> ModuleType:
    spec = importlib.util.spec_from_file_location("office", Path(__file__).parent / "office.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["office"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def office() -> ModuleType:
    return _load_office()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, office: ModuleType) -> tuple[Path, dict[str, str]]:
    """A database with its schema and two officers, made once and copied for each test; and the officers' cookies."""
    folder = tmp_path_factory.mktemp("ready")
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64)  # the cost of real hashes is not what is tested
    passwords._NOBODY = passwords._hasher.hash("nobody")
    engine = open_database(f"sqlite:///{folder / 'soitin.db'}")
    cookies = office.add_people(engine)
    engine.dispose()
    return folder, cookies


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: tuple[Path, dict[str, str]]) -> Iterator[Path]:
    shutil.copytree(ready[0], tmp_path / "var")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOITIN_HOME", str(tmp_path / "var"))
    monkeypatch.delenv("SOITIN_DATABASE_URL", raising=False)
    _forget()
    yield tmp_path / "var"
    _forget()


def _forget() -> None:
    if database.engine.cache_info().currsize:
        database.engine().dispose()
    settings.cache_clear()
    provider.provider.cache_clear()
    database.engine.cache_clear()
    language.use_language(None)


@pytest.fixture
def engine(home: Path) -> Engine:  # noqa: ARG001 - it has to stand before the engine is made
    return database.engine()


@pytest.fixture
def cookies(engine: Engine, ready: tuple[Path, dict[str, str]]) -> dict[str, str]:  # noqa: ARG001 - as above
    """Two officers, hanh and quang, each with the secret of a session."""
    return ready[1]


@pytest.fixture
def filled(engine: Engine, home: Path, office: ModuleType) -> list[int]:
    """Six adverts, screened; the ids of their versions."""
    return office.fill(engine, home / "warc")


@pytest.fixture
def open_page(cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page as somebody, the way a browser tab would."""

    def opened(view: str = "queue", *, who: str | None = "hanh", speaks: str | None = None, **query: Any) -> AppTest:
        monkeypatch.setattr(person, "read_token", lambda: cookies[who] if who else None)
        monkeypatch.setattr(person, "read_language", lambda: speaks)
        language.use_language(speaks)  # options are named by the page's thread and looked up by the test's own
        page = AppTest.from_file(str(APP), default_timeout=20).run()
        if view != "queue":
            page = page.switch_page(f"views/{view}_page.py")
        for name, value in query.items():
            page.query_params[name] = str(value)
        return page if view == "queue" and not query else page.run()

    return opened


@pytest.fixture
def words_on() -> Callable[[AppTest], str]:
    """All that a page says, HTML included."""
    return lambda page: "\n".join(
        str(getattr(element, "value", "") or getattr(element, "body", "") or element.proto)
        for element in [*page.main, *page.sidebar]
        if not _is_style(element)
    )


def _is_style(element: Any) -> bool:
    return "<style>" in str(getattr(element, "proto", ""))[:60]


async def _hello(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("inside")
    await websocket.close()


@pytest.fixture
def client(cookies: dict[str, str]) -> TestClient:  # noqa: ARG001 - as above
    """The login in front of a small app of one page, one file and one websocket; redirects are not followed."""
    inside = [
        Route("/", _hello),
        Route("/static/js/index.js", _hello),
        Route("/{rest:path}", _hello),
        WebSocketRoute("/_stcore/stream", _socket),
    ]
    # Streamlit's own app keeps a session cookie as well
    streamlits = Middleware(SessionMiddleware, secret_key="of-streamlit")
    app = Starlette(routes=[*ROUTES, *inside], middleware=[Middleware(Gate), streamlits])
    return TestClient(app, base_url="http://desk", follow_redirects=False)
